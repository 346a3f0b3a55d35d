/**
 * Finds the line in which a text stops being JSON. `JSON.parse` itself names the place on some versions of Node only.
 *
 * @param text Is no JSON.
 * @returns 1 is the first; the last line when the text just ends too early.
 */
export function jsonErrorLine(text: string): number {
  const lines = text.split('\n');
  let good = 0;
  let bad = lines.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginningOfJson(lines.slice(0, middle).join('\n'))) good = middle;
    else bad = middle;
  }
  return bad;
}

/** Something may follow that makes it JSON: the parser complains about nothing but the end. */
function isBeginningOfJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /at position (\d+)/.exec(message)?.[1];
    const isAtEnd = position !== undefined && Number(position) >= text.length;
    return isAtEnd || /end of JSON|unterminated string/i.test(message);
  }
}
