/**
 * How a request may be answered.
 * `document`: a GET or HEAD navigation outside /api, which may be answered with a page. `submission`: a form post.
 * `action`: a Server Action. `call`: everything else: fetch, and RSC requests (soft navigations).
 */
export type RequestKind = 'document' | 'submission' | 'action' | 'call';

/**
 * Finds out how a request may be answered. Next hides the RSC headers from a proxy, so Fetch metadata tell soft navigations
 * from documents.
 *
 * @param pathname Without base path.
 * @source Fetch Metadata (`Sec-Fetch-Dest`); `@clerk/backend` 3.20.1 handshake eligibility, which uses the same test.
 */
export function requestKind(
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  pathname: string,
): RequestKind {
  if (/^\/(api|trpc)(\/|$)/.test(pathname)) return 'call';
  if (method === 'POST' && headers.has('next-action')) return 'action';
  const destination = headers.get('sec-fetch-dest');
  const isNavigation =
    destination === null
      ? (headers.get('accept')?.startsWith('text/html') ?? false)
      : destination === 'document' || destination === 'iframe' || destination === 'frame';
  if (!isNavigation) return 'call';
  return method === 'GET' || method === 'HEAD' ? 'document' : 'submission';
}

/**
 * Whether another origin has a part in a navigation. False for one that was typed, clicked on a page of this app, or reloaded,
 * and in browsers that do not report it.
 *
 * @source Fetch Metadata `Sec-Fetch-Site`: the least trusted of all URLs of a redirect chain.
 */
export function isArrival({ headers }: Pick<Request, 'headers'>): boolean {
  const site = headers.get('sec-fetch-site');
  return site === 'same-site' || site === 'cross-site';
}
