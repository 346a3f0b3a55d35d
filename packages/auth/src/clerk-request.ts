import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { NextRequest } from 'next/server';
import { readCookies } from './read-cookies.ts';
import { readSessionCookies } from './session-cookies.ts';
import type { BrowserClerk } from './session-sync.ts';
import type { Topology } from './topology.ts';

const OVERRIDE_LIST = 'x-middleware-override-headers';
const OVERRIDE_PREFIX = 'x-middleware-request-';

/**
 * The request as Clerk's SDK may see it. Five things are taken from it that would let a request steer the SDK:
 * the Referer (a foreign one forces a handshake), forwarded hosts (the SDK builds redirect URLs of them), its own message from
 * proxy to app (the SDK writes it only where it has something to say, and fails on one that it cannot decrypt),
 * `__clerk_redirect_url` (a development instance redirects wherever it says, with its token; only satellites need it), and
 * the outcome of a handshake: no app of ours asks a production instance for one, so it is a sibling's that failed, left on
 * the shared domain, or somebody's who wants another person to act in their session.
 * A second copy of the session token is left out, too: to choose between equals the SDK decodes them twelve times.
 *
 * @param suffix Of the instance's own cookies, `@clerk/shared/keys` `getCookieSuffix`.
 * @source `@clerk/backend` 3.20.1 `isCrossOriginReferrer`, `ClerkRequest.deriveUrlFromHeaders`, `PrimaryRespondsToSyncing`,
 *   `resolveHandshake` (comes before the session cookie is looked at), `AuthenticateContext.usesSuffixedCookies`;
 *   `@clerk/nextjs` 7.9.7 `decryptClerkRequestData`.
 */
export function requestForClerk(
  request: NextRequest,
  { topology, clerk }: { readonly topology: Topology; readonly clerk: BrowserClerk },
  suffix: string,
): NextRequest {
  const headers = new Headers(request.headers);
  headers.delete('referer');
  headers.delete('x-clerk-request-data');
  const origin = new URL(ownOriginOf(request, topology));
  headers.set('x-forwarded-host', origin.host);
  headers.set('x-forwarded-proto', origin.protocol.slice(0, -1));
  // Next's own idea of the URL stays: the SDK rewrites to it, and another origin would leave this server.
  const url = new URL(request.nextUrl.href);
  url.searchParams.delete('__clerk_redirect_url');
  if (!isDevelopmentFromPublishableKey(clerk.publishableKey)) {
    for (const name of HANDSHAKE_OUTCOMES) url.searchParams.delete(name);
    const isTwice = cameTwice(request, suffix);
    withoutCookies(
      headers,
      request,
      (name) => HANDSHAKE_OUTCOMES.includes(name) || (isTwice && name === '__session'),
    );
  }
  return new NextRequest(url, { method: request.method, headers });
}

const HANDSHAKE_OUTCOMES: readonly string[] = ['__clerk_handshake', '__clerk_handshake_nonce'];

/**
 * clerk-js writes each token under two names. Without the one that other instances share, the SDK takes the other, as long as
 * its own clock of the session, `__client_uat`, is there and says that somebody is signed in.
 *
 * @returns false where the cookies differ, where one came with two values, or where the SDK might still want the other name.
 */
function cameTwice(request: NextRequest, suffix: string): boolean {
  const header = request.headers.get('cookie');
  const { values, isAmbiguous } = readSessionCookies(header, suffix);
  const token = values.get('__session');
  if (!token || isAmbiguous || token !== values.get(`__session_${suffix}`)) return false;
  const clientUat = `__client_uat_${suffix}`;
  const [first, last] = [readCookies(header).get(clientUat), request.cookies.get(clientUat)?.value];
  return Boolean(first) && first === last && first !== '0';
}

/** Leaves every other cookie as it came, twins included. */
function withoutCookies(headers: Headers, request: NextRequest, isHidden: (name: string) => boolean): void {
  if (!request.cookies.getAll().some(({ name }) => isHidden(name))) return;
  const pairs = (headers.get('cookie') ?? '').split(/;\s*/);
  headers.set('cookie', pairs.filter((pair) => !isHidden(pair.split('=', 1)[0] ?? '')).join('; '));
}

/**
 * The same request from somebody Clerk does not know, so that `auth()` says "nobody" and no redirect is asked for.
 * A development instance redirects whoever has no development browser; a stranger needs none, so a stand-in is named.
 *
 * @source `@clerk/backend` 3.20.1 `authenticateRequestWithTokenInCookie`: `DevBrowserMissing`, `DevBrowserSync`.
 */
export function requestOfStranger(request: NextRequest): NextRequest {
  const url = new URL(request.url);
  for (const name of ['__clerk_db_jwt', '__clerk_handshake', '__clerk_handshake_nonce'])
    url.searchParams.delete(name);
  const hidden = /^__(session|client_uat|refresh|clerk_handshake)/;
  const cookies = request.cookies.getAll().filter(({ name }) => !hidden.test(name));
  if (!request.cookies.has('__clerk_db_jwt')) cookies.push({ name: '__clerk_db_jwt', value: 'stranger' });
  const headers = new Headers(request.headers);
  headers.delete('authorization');
  headers.set('cookie', cookies.map(({ name, value }) => `${name}=${value}`).join('; '));
  return new NextRequest(url, { method: request.method, headers });
}

/**
 * Turns the SDK's "go on" into one that reaches the app as it should: with what was hidden from the SDK and is harmless there,
 * and as a continuation rather than a rewrite to the request's own URL. Next compares origins, and where it listens on an
 * address such as 127.0.0.1 it takes that rewrite for another server and calls itself until the connection breaks.
 *
 * @param response The SDK's answer, completed in place; a redirect is left as it is.
 * @source `@clerk/nextjs` 7.9.7 `decorateRequest`; Next drops every request header that is not on the override list.
 */
export function continueToApp(response: Response, request: NextRequest): Response {
  const overridden = response.headers.get(OVERRIDE_LIST);
  if (overridden === null) return response;
  response.headers.delete('x-middleware-rewrite');
  response.headers.set('x-middleware-next', '1');
  const referer = request.headers.get('referer');
  if (referer === null) return response;
  response.headers.set(OVERRIDE_LIST, `${overridden},referer`);
  response.headers.set(`${OVERRIDE_PREFIX}referer`, referer);
  return response;
}

/** Gives the app the second copy of the token back; code that reads `__session` by itself finds it. */
export function withBothTokens(response: Response, request: NextRequest): Response {
  const name = `${OVERRIDE_PREFIX}cookie`;
  const cookies = response.headers.get(name);
  const token = readCookies(request.headers.get('cookie')).get('__session');
  if (cookies !== null && token !== undefined && !readCookies(cookies).has('__session'))
    response.headers.set(name, `${cookies}; __session=${token}`);
  return response;
}

/** Which of the app's own origins was asked; the canonical one when the host is none of them. */
export function ownOriginOf(request: NextRequest, topology: Topology): string {
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return topology.own.find((origin) => new URL(origin).host === host) ?? topology.own[0];
}
