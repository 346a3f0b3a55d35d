/**
 * Breaks text into lines: at spaces, in URLs before `?` and `&`, else anywhere.
 *
 * @param width Characters per line, >= 10.
 * @returns At least one line; joined they are the text, but for spaces at breaks.
 */
export function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const at = breakPoint(rest, width);
    lines.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return [...lines, rest];
}

/** The latest good place, unless it would leave a line almost empty. */
function breakPoint(text: string, width: number): number {
  const at = Math.max(...[' ', '&', '?'].map((mark) => text.lastIndexOf(mark, width)));
  return at >= width / 3 ? at : width;
}
