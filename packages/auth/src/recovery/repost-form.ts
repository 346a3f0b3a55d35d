import type { KeptForm } from './kept-form.ts';
import { escapeHtml } from './recovery-page.ts';

/** Id of the form that sends a kept body once more. */
export const REPOST_FORM_ID = 'repost';

/** Id of the data block with the files of that form. */
export const REPOST_FILES_ID = 'repost-files';

/** A kept form, and where it is sent once more. */
export interface Repost {
  readonly form: KeptForm;
  /** Absolute URL on the app's own origin. */
  readonly action: string;
}

/**
 * Renders a kept form as a hidden one, for a page that sends it once more. This is the interface between server and scripts:
 * - `<form id="repost" method="post" action enctype>` holds one hidden input for each text field, and one empty
 *   `<input type="file">` for each file input in which no file was chosen.
 * - `<script type="application/json" id="repost-files">` is a list of `{ name, filename, type, base64, index }`: a script makes
 *   each a `File` in an `<input type="file" name>` (through `DataTransfer`) as the input number `index`, in this order. Absent: no
 *   files.
 * - It is sent with `HTMLFormElement.prototype.submit.call(form)`: a field may be named `submit`.
 *
 * @returns Trusted HTML. Nothing of the form can end an attribute or the data block.
 */
export function renderRepostForm({ form: { encoding, entries }, action }: Repost): string {
  const inputs = entries.flatMap((entry) => {
    const name = escapeHtml(entry.name);
    if (entry.kind === 'text')
      return `<input type="hidden" name="${name}" value="${escapeText(entry.value)}">`;
    return entry.filename === '' ? `<input type="file" name="${name}">` : [];
  });
  const files = entries.flatMap((entry, index) =>
    entry.kind === 'file' && entry.filename !== '' ? [{ ...entry, kind: undefined, index }] : [],
  );
  const data =
    files.length === 0
      ? ''
      : `<script type="application/json" id="${REPOST_FILES_ID}">${escapeJson(JSON.stringify(files))}</script>`;
  return `<form hidden id="${REPOST_FORM_ID}" method="post" action="${escapeHtml(action)}" enctype="${encoding}" accept-charset="utf-8">${inputs.join('')}</form>${data}`;
}

/** A parser of HTML turns a raw carriage return into a line feed. */
function escapeText(text: string): string {
  return escapeHtml(text).replace(/\r/g, '&#13;');
}

/** Inside a script element only "<" can end it. */
function escapeJson(json: string): string {
  return json.replace(/</g, '\\u003c');
}
