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

/**
 * The button sends once: a second click would cancel the first request and send another, which the app may both have received.
 * Where the user comes back to the page as they left it, they may send again. Listens at the window, because a field may hide
 * what a form itself has.
 */
const SEND_ONCE = `
  const button = document.querySelector('button');
  addEventListener('submit', () => { button.disabled = true; });
  addEventListener('pageshow', ({ persisted }) => { if (persisted) button.disabled = false; });
`;

/** For a page on which the user sends the form: its files are put back, and it is sent once. */
export const FILL_SCRIPT = `(() => {${FILL_REPOST_FORM}${SEND_ONCE}})();`;

/** For a page that sends the form by itself, once; its button is for browsers without scripts. */
export const SEND_SCRIPT = `(() => {${FILL_REPOST_FORM}${SEND_ONCE}  button.disabled = true;
  HTMLFormElement.prototype.submit.call(repost);
})();`;
