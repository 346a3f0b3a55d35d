/**
 * Reads a Cookie header.
 *
 * @param header Raw; null: none came.
 * @returns Values by name, the first of each; values are as they came, nothing is decoded.
 * @source RFC 6265 section 4.2.1.
 */
export function readCookies(header: string | null): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of (header ?? '').split(';')) {
    const end = pair.indexOf('=');
    const name = pair.slice(0, Math.max(end, 0)).trim();
    if (name && !cookies.has(name)) cookies.set(name, pair.slice(end + 1).trim());
  }
  return cookies;
}
