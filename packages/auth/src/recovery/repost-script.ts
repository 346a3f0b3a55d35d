import { REPOST_FILES_ID, REPOST_FORM_ID } from './repost-form.ts';

/**
 * Puts the files of a kept form back into it; see `renderRepostForm`. Defines `repost`, the form, whose own properties a field
 * may hide: one can be named `children`, `elements` or `submit`.
 */
export const FILL_REPOST_FORM = `
  const repost = document.getElementById('${REPOST_FORM_ID}');
  for (const file of JSON.parse(document.getElementById('${REPOST_FILES_ID}')?.textContent ?? '[]')) {
    const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], file.filename, { type: file.type }));
    const input = document.createElement('input');
    input.type = 'file';
    input.name = file.name;
    input.files = transfer.files;
    const next = document.querySelectorAll('#${REPOST_FORM_ID} > input')[file.index];
    Node.prototype.insertBefore.call(repost, input, next ?? null);
  }
`;

/** For a page on which the user sends the form: only its files are put back. */
export const FILL_SCRIPT = `(() => {${FILL_REPOST_FORM}})();`;

/** For a page that sends the form by itself, once. */
export const SEND_SCRIPT = `(() => {${FILL_REPOST_FORM}  HTMLFormElement.prototype.submit.call(repost);
})();`;
