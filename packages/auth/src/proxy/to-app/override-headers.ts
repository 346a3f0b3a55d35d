/**
 * How a Next.js proxy hands changed request headers to the app: a list of names, and one response header for each. Next drops
 * every request header that is not on the list.
 *
 * @source Next.js 16 `NextResponse.next({ request: { headers } })`, `handleMiddlewareField`.
 */
export const OVERRIDE_LIST = 'x-middleware-override-headers';

/** Begins the name of the response header that carries one request header to the app. */
export const OVERRIDE_PREFIX = 'x-middleware-request-';
