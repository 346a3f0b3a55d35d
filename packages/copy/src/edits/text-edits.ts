/** One replacement in a text: what is between `start` and `end` becomes `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with every replacement made; they must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start)
    .reduce((whole, edit) => whole.slice(0, edit.start) + edit.text + whole.slice(edit.end), text);
}

/** `done`: nothing to change. `by-hand`: why a program should not change it, and the lines to write. */
export type CodeEdit =
  | { readonly kind: 'wrapped'; readonly text: string; readonly notes: readonly string[] }
  | { readonly kind: 'done' }
  | { readonly kind: 'by-hand'; readonly why: string; readonly lines: string };
