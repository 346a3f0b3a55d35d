import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import { NextRequest } from 'next/server';
import { type AppPolicy, ownOriginOf } from '../environment/app-policy.ts';
import { isClientUatLost } from '../request/client-uat.ts';
import { removeCookies } from '../request/cookies.ts';
import { readHeaderToken } from '../request/header-token.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import type { TokenCheck } from './check-token.ts';

/**
 * Builds the request that Clerk's SDK receives, without what would let a request steer the SDK. A comment at each line says
 * what the SDK would do with it.
 *
 * @source `@clerk/backend` 3.20.1 `isCrossOriginReferrer`, `ClerkRequest.deriveUrlFromHeaders`, `PrimaryRespondsToSyncing`,
 *   `resolveHandshake`; `@clerk/nextjs` 7.9.7 `decryptClerkRequestData`.
 */
export function requestForSdk({
  request,
  incoming,
  policy,
  check,
}: {
  readonly request: NextRequest;
  readonly incoming: ArrivedRequest;
  readonly policy: AppPolicy;
  readonly check: TokenCheck;
}): NextRequest {
  const headers = new Headers(request.headers);
  // A foreign Referer forces a handshake.
  headers.delete('referer');
  // The SDK prefers any text in here to the cookie.
  if (incoming.ignoredAuthorization !== null) headers.delete('authorization');
  // The SDK's own message from proxy to app: it fails on one that it cannot decrypt.
  headers.delete('x-clerk-request-data');
  // The SDK builds redirect URLs of forwarded hosts.
  const [scheme = '', host = ''] = ownOriginOf(incoming.address, policy).split('://');
  headers.set('x-forwarded-host', host);
  headers.set('x-forwarded-proto', scheme);
  // It would ask Clerk about a token that was refused, or accept it by weaker rules.
  if (check.hiddenCookies.length > 0) hideCookies(headers, check.hiddenCookies);
  if (check.result !== 'accepted' && incoming.headerToken !== undefined) headers.delete('authorization');
  const isDevelopment = isDevelopmentFromPublishableKey(policy.clerk.publishableKey);
  // A development instance redirects, with its token, to any address in the parameter. Only satellites need it.
  const parameters = ['__clerk_redirect_url', ...(isDevelopment ? [] : HANDSHAKE_OUTCOMES)];
  const url = withoutParameters(request, parameters);
  if (isDevelopment) return new NextRequest(url, { method: request.method, headers });
  // The SDK would not look at a token beside which `__client_uat` is lost, but ask for a handshake.
  if (isClientUatLost(incoming.cookies.values) && check.result === 'accepted') {
    const standIns = incoming.sessionCookies.names.map((name) => name.replace('__session', '; __client_uat'));
    headers.set('cookie', (headers.get('cookie') ?? '') + standIns.map((name) => `${name}=1`).join(''));
  }
  const hidden = hidesSecondCopy(incoming, policy)
    ? [...HANDSHAKE_OUTCOMES, '__session']
    : HANDSHAKE_OUTCOMES;
  if (hidden.some((name) => incoming.cookies.values.has(name))) hideCookies(headers, hidden);
  return new NextRequest(url, { method: request.method, headers });
}

/** Next's own URL, whose origin stays: the SDK rewrites to it, and another origin would leave this server. */
function withoutParameters({ nextUrl }: NextRequest, names: readonly string[]): string {
  // Parsing the query and writing it again takes long. A name that is written with escapes is one with a "%".
  if (!/__clerk|%/.test(nextUrl.search)) return nextUrl.href;
  const url = new URL(nextUrl.href);
  for (const name of names) url.searchParams.delete(name);
  return url.href;
}

function hideCookies(headers: Headers, names: readonly string[]): void {
  headers.set(
    'cookie',
    removeCookies(headers.get('cookie') ?? '', (name) => names.includes(name)),
  );
}

/**
 * The outcome of a handshake. No app of ours asks a production instance for one, so this one is left over from a sibling app's
 * failed handshake, or was planted to make a user act in another session. The SDK resolves it before it reads the cookie.
 */
const HANDSHAKE_OUTCOMES: readonly string[] = ['__clerk_handshake', '__clerk_handshake_nonce'];

/**
 * Whether the second copy of the session token is hidden from the SDK. clerk-js writes each token under two names, and to choose
 * between equal ones the SDK decodes them twelve times. Without the name that all instances share, the SDK reads the other one,
 * as long as the instance's own `__client_uat` came and says that a user is signed in.
 *
 * @source `@clerk/backend` 3.20.1 `AuthenticateContext.usesSuffixedCookies`.
 */
export function hidesSecondCopy(
  { cookies, sessionCookies, cookieSuffix }: ArrivedRequest,
  { clerk }: Pick<AppPolicy, 'clerk'>,
): boolean {
  if (isDevelopmentFromPublishableKey(clerk.publishableKey)) return false;
  if (!sessionCookies.isTwice || sessionCookies.isAmbiguous) return false;
  const name = `__client_uat_${cookieSuffix}`;
  const clientUat = cookies.values.get(name);
  return Boolean(clientUat) && clientUat !== '0' && !cookies.ambiguousNames.has(name);
}

/**
 * Builds the same request without Clerk's cookies and tokens, so that `auth()` names no user and the SDK asks for no redirect.
 * A development instance redirects every browser without a development browser token; an anonymous request needs none, so a
 * stand-in is named.
 *
 * @param request From `requestForSdk`.
 * @source `@clerk/backend` 3.20.1 `authenticateRequestWithTokenInCookie`: `DevBrowserMissing`, `DevBrowserSync`.
 */
export function anonymousRequest(request: NextRequest): NextRequest {
  const url = new URL(request.url);
  for (const name of ['__clerk_db_jwt', ...HANDSHAKE_OUTCOMES]) url.searchParams.delete(name);
  const cookies = removeCookies(request.headers.get('cookie') ?? '', isClerkCookie);
  const standIn = request.cookies.has('__clerk_db_jwt') ? '' : '__clerk_db_jwt=anonymous';
  const headers = new Headers(request.headers);
  // Of another scheme, such as Basic, it is no token of Clerk's, and the app may need it.
  if (readHeaderToken(headers.get('authorization')) !== undefined) headers.delete('authorization');
  headers.set('cookie', [cookies, standIn].filter(Boolean).join('; '));
  return new NextRequest(url, { method: request.method, headers });
}

/** Whether a cookie may hold a session, or the outcome of a handshake: no anonymous request has one. */
export function isClerkCookie(name: string): boolean {
  return CLERK_COOKIES.test(name);
}

const CLERK_COOKIES = /^__(session|client_uat|refresh|clerk_handshake)/;
