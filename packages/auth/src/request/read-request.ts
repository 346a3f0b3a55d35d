import { type Address, type RequestSource, readAddress } from './address.ts';
import { readClientUat } from './client-uat.ts';
import { type Cookies, parseCookies } from './cookies.ts';
import { hasCrossSiteMark } from './cross-site-form.ts';
import { canBeToken, readHeaderToken } from './header-token.ts';
import { type RequestKind, requestKind } from './request-kind.ts';
import { readSessionCookies, type SessionCookies } from './session-cookies.ts';

/** What arrived with a request, read once for every step after it. Nothing in it is verified. */
export interface ArrivedRequest {
  readonly method: string;
  /** The request changes nothing, by its method. */
  readonly isRead: boolean;
  readonly kind: RequestKind;
  readonly address: Address;
  /** The Origin header; null: absent, as in every navigation by GET. A page that hides its address sends the text `null`. */
  readonly origin: string | null;
  /** `Sec-Fetch-Site`, which browsers alone write; null: absent. */
  readonly site: string | null;
  /** Another site sent this form, and a page of this app sends it once more: it is still one of the other site. */
  readonly isCrossSiteForm: boolean;
  /** Token of the Authorization header; undefined: the session cookie counts. */
  readonly headerToken: string | undefined;
  /**
   * The Authorization header holds a text that is no token of Clerk, beside the cookies of a user, which count. Hidden from Clerk's
   * SDK, which would take the user for nobody; the app still receives it. null: none.
   */
  readonly ignoredAuthorization: string | null;
  readonly cookies: Cookies;
  /** End of the names of this Clerk instance's cookies. */
  readonly cookieSuffix: string;
  readonly sessionCookies: SessionCookies;
  /** `__client_uat` of this instance, seconds since the epoch; 0: no session is live in this browser, or the cookie is lost. */
  readonly clientUatSeconds: number;
}

/**
 * Reads a request once: address, kind, cookies, credentials. Both doors, the proxy and `withAuth`, begin with it.
 *
 * @param cookieSuffix Of this Clerk instance's cookies, `@clerk/shared/keys` `getCookieSuffix`.
 * @source RFC 9110 section 9.2.1 (safe methods).
 */
export function readRequest(request: RequestSource, cookieSuffix: string): ArrivedRequest {
  const { method, headers } = request;
  const cookies = parseCookies(headers.get('cookie'));
  const address = readAddress(request);
  const sessionCookies = readSessionCookies(cookies, cookieSuffix);
  const clientUatSeconds = readClientUat(cookies.values, cookieSuffix);
  const authorization = headers.get('authorization');
  const written = authorization === null ? undefined : readHeaderToken(authorization);
  // Where no user can be lost the text stays a token, and a wrong one: a program learns that it was refused.
  const hasUser = sessionCookies.names.length > 0 || clientUatSeconds > 0;
  const isIgnored = written !== undefined && hasUser && !canBeToken(written);
  return {
    method,
    isRead: method === 'GET' || method === 'HEAD' || method === 'OPTIONS',
    kind: requestKind(request),
    address,
    origin: headers.get('origin'),
    site: headers.get('sec-fetch-site'),
    isCrossSiteForm: hasCrossSiteMark(address.search),
    headerToken: isIgnored ? undefined : written,
    ignoredAuthorization: isIgnored ? authorization : null,
    cookies,
    cookieSuffix,
    sessionCookies,
    clientUatSeconds,
  };
}
