import { getCookieSuffix } from '@clerk/shared/keys';
import type { NextRequest } from 'next/server';
import type { RequestFacts, Verdict } from './decide.ts';

/** Set by session sync when the browser found no live session: names the `__client_uat` it was found stale for. */
export const STALE_CLIENT_COOKIE = '__sso_stale_client';

/**
 * Tells how a request may be answered.
 * Next hides the RSC headers from a proxy, so soft navigations are told from documents by Fetch metadata.
 *
 * @returns `document`: GET or HEAD navigation outside /api. `submission`: a form post. `action`: a Server Action.
 *   `call`: anything else.
 * @source Fetch Metadata (`Sec-Fetch-Dest`); `@clerk/backend` 3.20.1 handshake eligibility, which uses the same test.
 */
export function requestKind(
  request: Pick<NextRequest, 'method' | 'headers' | 'nextUrl'>,
): RequestFacts['kind'] {
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
 * Tells whether a page of another origin asks for a change. Without an Origin header the caller is no browser page.
 *
 * @param own The app's own origins; `null` (a sandboxed page) is none of them.
 * @source Fetch standard: browsers send Origin with every request that is not GET or HEAD. CWE-352.
 */
export function isForeignWrite(
  request: Pick<Request, 'method' | 'headers'>,
  own: readonly string[],
): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false;
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
  if (!authorization) return 'cookie';
  const [scheme, token] = authorization.split(' ', 2);
  const headerToken = token ? scheme === 'Bearer' && token : scheme;
  return headerToken ? 'header' : 'cookie';
}

/**
 * Reads `__client_uat`: the only sign that a session is live somewhere under the root domain.
 *
 * @returns Seconds since the epoch of the last change; 0 when signed out, absent or malformed.
 * @source `@clerk/backend` 3.20.1 `AuthenticateContext`: the suffixed cookie belongs to this instance, the other to any.
 */
export async function readClientUat(
  cookies: NextRequest['cookies'],
  publishableKey: string,
): Promise<number> {
  const suffixed = cookies.get(`__client_uat_${await getCookieSuffix(publishableKey)}`);
  const seconds = Number.parseInt((suffixed ?? cookies.get('__client_uat'))?.value ?? '', 10);
  return Number.isSafeInteger(seconds) && seconds > 0 ? seconds : 0;
}

/** Tells whether session sync has already found this `__client_uat` to belong to no live session. */
export function isStaleClient(cookies: NextRequest['cookies'], clientUatSeconds: number): boolean {
  return cookies.get(STALE_CLIENT_COOKIE)?.value === String(clientUatSeconds);
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
