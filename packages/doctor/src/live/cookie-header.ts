import type { StoredCookie } from '@repo/trace';

/** The `Cookie` header a browser with this jar sends with a navigation; empty for none. @source RFC 6265 section 5.4. */
export function cookieHeaderFor(url: URL, cookies: readonly StoredCookie[]): string {
  return cookies
    .filter((cookie) => isSent(cookie, url))
    .map(({ name, value }) => `${name}=${value}`)
    .join('; ');
}

function isSent(
  { domain, isHostOnly, path, isSecure }: StoredCookie,
  { hostname, pathname, protocol }: URL,
): boolean {
  const isHost = hostname === domain || (!isHostOnly && hostname.endsWith(`.${domain}`));
  const isPath = pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
  const isSafe = protocol === 'https:' || hostname.endsWith('localhost');
  return isHost && isPath && (!isSecure || isSafe);
}
