import { readClientUat } from './client-uat.ts';
import { type Cookies, parseCookies } from './cookies.ts';
import { readHeaderToken } from './header-token.ts';
import { readSessionCookies, type SessionCookies } from './session-cookies.ts';

/** What arrived with a request, read once for every step after it. Nothing in it is verified. */
export interface IncomingRequest {
  readonly method: string;
  /** End of the names of this Clerk instance's cookies. */
  readonly cookieSuffix: string;
  /** The request changes nothing, by its method. */
  readonly isRead: boolean;
  /** `host[:port]` as the browser addressed it, by X-Forwarded-Host or Host; null: neither came. */
  readonly host: string | null;
  /** The Origin header; null: absent, as in every navigation by GET. A sandboxed page sends the text `null`. */
  readonly origin: string | null;
  /** Token of the Authorization header; undefined: the session cookie counts. */
  readonly headerToken: string | undefined;
  readonly cookies: Cookies;
  readonly sessionCookies: SessionCookies;
  /** `__client_uat` of this instance, seconds since the epoch; 0: no session is live in this browser. */
  readonly clientUatSeconds: number;
}

/**
 * Reads a request once: headers and cookies. Both doors, the proxy and `withAuth`, begin with it.
 *
 * @param cookieSuffix Of this Clerk instance's cookies, `@clerk/shared/keys` `getCookieSuffix`.
 * @source RFC 9110 section 9.2.1 (safe methods).
 */
export function readRequest(
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  cookieSuffix: string,
): IncomingRequest {
  const cookies = parseCookies(headers.get('cookie'));
  return {
    method,
    cookieSuffix,
    isRead: method === 'GET' || method === 'HEAD' || method === 'OPTIONS',
    host: headers.get('x-forwarded-host') ?? headers.get('host'),
    origin: headers.get('origin'),
    headerToken: readHeaderToken(headers.get('authorization')),
    cookies,
    sessionCookies: readSessionCookies(cookies, cookieSuffix),
    clientUatSeconds: readClientUat(cookies.values, cookieSuffix),
  };
}

/**
 * Whether a page of another origin asks for a change. Sibling subdomains are the same site, so SameSite cookies do not stop
 * them. Without an Origin header the client is no browser page.
 *
 * @param own The app's own origins; `null` (a sandboxed page) is none of them.
 * @source Fetch standard: browsers send Origin with every request that is not GET or HEAD. CWE-352.
 */
export function isForeignWrite(
  { isRead, origin }: Pick<IncomingRequest, 'isRead' | 'origin'>,
  own: readonly string[],
): boolean {
  return !isRead && origin !== null && !own.includes(origin);
}
