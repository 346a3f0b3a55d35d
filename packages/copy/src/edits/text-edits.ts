/** One replacement in a text: what is between `start` and `end` becomes `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** `wrapped`: the whole new text. `done`: nothing to change. `by-hand`: why a program should not change it, and the lines to write. */
export type CodeEdit =
  | { readonly kind: 'wrapped'; readonly text: string; readonly notes: readonly string[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'by-hand'; readonly why: string; readonly lines: string };

/**
 * Makes replacements in a text. Everything else of it stays as it is.
 *
 * @param edits They must not overlap. Those at the same place are made in the order given; the same one twice is made once.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const unique = new Map(edits.map((edit) => [JSON.stringify([edit.start, edit.end, edit.text]), edit]));
  const ordered = [...unique.values()].sort((one, other) => one.start - other.start || one.end - other.end);
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of ordered) {
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  return parts.join('') + text.slice(at);
}
