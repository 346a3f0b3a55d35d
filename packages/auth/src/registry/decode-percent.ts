/**
 * Decodes a path or the value of a cookie, `/a%20b` to `/a b`.
 *
 * @returns undefined where its percent-encoding is invalid. Next.js answers 500 where a page with a parameter gets such a path.
 */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
