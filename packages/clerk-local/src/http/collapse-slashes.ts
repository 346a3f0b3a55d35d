/**
 * Reads `//api_keys` as `/api_keys`: with a proxy URL, clerk-js joins its base and a path without version prefix by two slashes.
 * It runs before any routing, so that a doubled slash cannot bypass a check of the path.
 *
 * @returns the same request when its path has no two slashes in a row.
 * @source `@clerk/clerk-js` 6.34.1 `fapiClient.buildUrl` with `pathPrefix: ''`.
 */
export function collapseSlashes(request: Request): Request {
  // The first two are those of the scheme.
  if (request.url.indexOf('//', 'https://'.length) < 0) return request;
  const url = new URL(request.url);
  if (!url.pathname.includes('//')) return request;
  url.pathname = url.pathname.replace(/\/{2,}/g, '/');
  const { method, headers, body } = request;
  // A streamed body needs `duplex`, which the type of the options does not know yet.
  const init: RequestInit & { duplex: 'half' } = { method, headers, body, duplex: 'half' };
  return new Request(url, init);
}
