/**
 * Decodes a path, `/a%20b` to `/a b`.
 *
 * @returns undefined where its percent-encoding is invalid. Next.js answers 500 where a page with a parameter gets such a path.
 */
export function decodePath(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
