import type { NextRequest } from 'next/server';
import type { AppPolicy } from './app-policy.ts';
import type { RequestFacts, Verdict } from './decide.ts';
import type { Evidence } from './evidence.ts';
import type { Judgement } from './judge.ts';
import { targetKey } from './organization-target.ts';
import { NO_ACCESS_PATH } from './own-paths.ts';
import { MISSING_ORGANIZATION_COOKIE, STALE_CLIENT_COOKIE, TOKEN_SIZE_COOKIE } from './stored-names.ts';

/** Puts together all that `decide` may know. */
export function gatherFacts(
  { posture, staffOf, topology, outage }: AppPolicy,
  request: NextRequest,
  judgement: Judgement,
  evidence: Evidence,
): RequestFacts {
  const { clientUatSeconds } = evidence;
  const carrier = tokenCarrier(request.headers.get('authorization'));
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return {
    posture,
    kind: requestKind(request),
    carrier,
    isClerkDown: outage.breaker.isOpen(),
    isGraceAllowed: outage.graceFor === 'everything' || isRead(request),
    verdict: amendVerdict(judgement.verdict, carrier, evidence),
    hasActiveClient: clientUatSeconds > 0 && !isStaleClient(evidence.cookies, clientUatSeconds),
    isInOrganization: staffOf === undefined || judgement.orgSlug === staffOf,
    isTargetActive: evidence.isTargetActive,
    isTargetMissing: isTargetMissing(evidence),
    isTokenTooLarge: isTokenTooLarge(evidence.cookies),
    isForeignWrite: isForeignWrite(request, topology.own),
    isArrival: isArrival(request),
    isNoAccessPage: request.nextUrl.pathname === NO_ACCESS_PATH,
    // Only ever refuses: where the host is wrong, no token minted in this browser tab could be accepted.
    isOwnOrigin: topology.own.some((origin) => new URL(origin).host === host),
  };
}

/** What the SDK cannot know about the cookie it judged. */
function amendVerdict(
  verdict: Verdict,
  carrier: RequestFacts['carrier'],
  { isAmbiguous, claims }: Evidence,
): Verdict {
  // Of two cookies the SDK sees one: perhaps a token of somebody else, planted to make this person act as them.
  const isBelieved = verdict === 'signed-in' || verdict === 'graced';
  if (isBelieved && isAmbiguous && carrier === 'cookie') return 'signed-out';
  // No key could have verified what is no token: this is not Clerk's outage.
  if (verdict === 'unverifiable' && claims === null) return 'signed-out';
  return verdict;
}

/**
 * Tells how a request may be answered.
 * Next hides the RSC headers from a proxy, so soft navigations are told from documents by Fetch metadata.
 *
 * @returns `document`: GET or HEAD navigation outside /api. `submission`: a form post. `action`: a Server Action.
 *   `call`: anything else.
 * @source Fetch Metadata (`Sec-Fetch-Dest`); `@clerk/backend` 3.20.1 handshake eligibility, which uses the same test.
 */
function requestKind(request: Pick<NextRequest, 'method' | 'headers' | 'nextUrl'>): RequestFacts['kind'] {
  if (/^\/(api|trpc)(\/|$)/.test(request.nextUrl.pathname)) return 'call';
  if (request.method === 'POST' && request.headers.has('next-action')) return 'action';
  const destination = request.headers.get('sec-fetch-dest');
  const isNavigation =
    destination === null
      ? (request.headers.get('accept')?.startsWith('text/html') ?? false)
      : destination === 'document' || destination === 'iframe' || destination === 'frame';
  if (!isNavigation) return 'call';
  return request.method === 'GET' || request.method === 'HEAD' ? 'document' : 'submission';
}

/**
 * Tells a navigation that another origin has a part in from one that was typed, clicked on a page of this app, or reloaded.
 * Browsers that do not say count as the latter.
 *
 * @source Fetch Metadata `Sec-Fetch-Site`: the worst of all URLs of a redirect chain.
 */
function isArrival({ headers }: Pick<Request, 'headers'>): boolean {
  const site = headers.get('sec-fetch-site');
  return site === 'same-site' || site === 'cross-site';
}

/** A request that changes nothing, by its method. @source RFC 9110 section 9.2.1. */
export function isRead({ method }: Pick<Request, 'method'>): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/**
 * Tells whether a page of another origin asks for a change. Without an Origin header the caller is no browser page.
 *
 * @param own The app's own origins; `null` (a sandboxed page) is none of them.
 * @source Fetch standard: browsers send Origin with every request that is not GET or HEAD. CWE-352.
 */
export function isForeignWrite(
  request: Pick<Request, 'method' | 'headers'>,
  own: readonly string[],
): boolean {
  if (isRead(request)) return false;
  const origin = request.headers.get('origin');
  return origin !== null && !own.includes(origin);
}

/**
 * Tells whether Clerk's SDK will judge the Authorization header rather than the cookie, by the SDK's own rule.
 * The two have different authorized parties, so guessing wrong would let a caller's token act as a cookie.
 *
 * @source `@clerk/backend` 3.20.1 `AuthenticateContext.parseAuthorizationHeader`.
 */
export function tokenCarrier(authorization: string | null): RequestFacts['carrier'] {
  return headerToken(authorization) ? 'header' : 'cookie';
}

/** The token of an Authorization header as the SDK finds it; undefined: it will look at the cookie. */
export function headerToken(authorization: string | null): string | undefined {
  const [scheme, token] = (authorization ?? '').split(' ', 2);
  if (!token) return scheme || undefined;
  return scheme === 'Bearer' ? token : undefined;
}

/**
 * Reads this instance's `__client_uat`: the only sign that a session is live somewhere under the root domain.
 * The name without suffix is shared by every instance under that domain, so it counts only where no instance has put a
 * suffixed one beside it.
 *
 * @returns Seconds since the epoch of the last change; 0 when signed out, absent or malformed.
 * @source `@clerk/shared` 4.36.0 `getCookieSuffix`; Clerk's Frontend API and clerk-js write both names.
 */
export function readClientUat(cookies: ReadonlyMap<string, string>, cookieSuffix: string): number {
  const ofSomeInstance = [...cookies.keys()].some((name) => name.startsWith('__client_uat_'));
  const name = ofSomeInstance ? `__client_uat_${cookieSuffix}` : '__client_uat';
  const seconds = Number.parseInt(cookies.get(name) ?? '', 10);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 0;
}

/** Tells whether session sync has already found this `__client_uat` to belong to no live session. */
export function isStaleClient(cookies: ReadonlyMap<string, string>, clientUatSeconds: number): boolean {
  return cookies.get(STALE_CLIENT_COOKIE) === String(clientUatSeconds);
}

/** Tells whether session sync has just found that the browser drops the token, because of its size. */
export function isTokenTooLarge(cookies: ReadonlyMap<string, string>): boolean {
  return /^\d{4,6}$/.test(cookies.get(TOKEN_SIZE_COOKIE) ?? '');
}

/** Tells whether session sync has already found that the person is no member of the organization the address names. */
function isTargetMissing({ target, cookies }: Evidence): boolean {
  return target !== null && cookies.get(MISSING_ORGANIZATION_COOKIE) === targetKey(target);
}

/**
 * Maps the SDK's status and reason onto what they mean for a request.
 *
 * @param status The SDK's status of the request.
 * @param reason `x-clerk-auth-reason` of the SDK's answer.
 * @param hasUser Whether `auth()` names a person; a pending session does not.
 * @source `@clerk/backend` 3.20.1 `AuthErrorReason`, `TokenVerificationErrorReason`.
 */
export function readVerdict(status: string | null, reason: string | null, hasUser: boolean): Verdict {
  if (status === 'signed-in') return hasUser ? 'signed-in' : 'pending';
  if (status === 'handshake') return SDK_REDIRECTS.has(reason ?? '') ? 'sdk-redirect' : 'handshake';
  if (OUTAGE_REASONS.has(reason ?? '')) return 'unverifiable';
  return reason === 'secret-key-invalid' ? 'keys-mismatch' : 'signed-out';
}

const SDK_REDIRECTS: ReadonlySet<string> = new Set([
  'dev-browser-missing',
  'dev-browser-sync',
  'active-organization-mismatch',
]);

/** `unexpected-error`: what the SDK makes of a failed connection while loading keys. */
const OUTAGE_REASONS: ReadonlySet<string> = new Set([
  'jwk-remote-failed-to-load',
  'jwk-failed-to-resolve',
  'unexpected-error',
]);
