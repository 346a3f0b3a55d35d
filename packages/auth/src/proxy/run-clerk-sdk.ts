import { type ClerkMiddlewareOptions, clerkMiddleware } from '@clerk/nextjs/server';
import { type NextFetchEvent, type NextMiddleware, type NextRequest, NextResponse } from 'next/server';
import type { AppPolicy } from '../environment/app-policy.ts';
import { tokenFaultOfSdkReason } from '../reasons.ts';
import { primaryUrl } from '../registry/app-pages.ts';
import { isSessionOfIssuer } from '../token/is-session-of-issuer.ts';
import { readTokenClaims, type TokenClaims } from '../token/unverified-claims.ts';

/**
 * The state of a request's session.
 * `graced`: its token has expired, and is accepted while Clerk is down. `pending`: a valid token of a session with unfinished
 * tasks. `handshake`: the SDK wants to redirect through Clerk. `sdk-redirect`: it must (development instances, organization by
 * URL). `unverifiable`: the keys did not load. `keys-mismatch`: Clerk does not accept this app's keys.
 */
export type SessionState =
  | 'signed-in'
  | 'graced'
  | 'pending'
  | 'signed-out'
  | 'handshake'
  | 'sdk-redirect'
  | 'unverifiable'
  | 'keys-mismatch';

export interface SdkInput {
  /** From `requestForSdk` or `anonymousRequest`. */
  readonly request: NextRequest;
  readonly event: NextFetchEvent;
  /** Where its token is: cookie and header have different authorized parties. */
  readonly carrier: 'cookie' | 'header';
}

/** The result of Clerk's SDK for a request. */
export interface SdkOutcome {
  readonly response: Response;
  readonly sessionState: SessionState;
  /** The SDK's reason for not accepting a token; null when it accepted one. */
  readonly sdkReason: string | null;
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  /** Of the token that the SDK accepted; null when it accepted none. */
  readonly claims: TokenClaims | null;
}

/**
 * Runs the unmodified SDK on a request, with the authorized parties of the place from which its token came.
 *
 * @returns Never rejects because of what a client sent: for a token on which the SDK fails the state is `signed-out` and the
 *   reason `token-invalid`.
 * @source `@clerk/nextjs` 7.9.7 `clerkMiddleware`.
 */
export async function runClerkSdk(policy: AppPolicy, input: SdkInput): Promise<SdkOutcome> {
  const outcome = await runOnce(policy, input);
  const { breaker, graceMs } = policy.outage;
  const isExpired = tokenFaultOfSdkReason(outcome.sdkReason ?? '', null) === 'token_expired';
  if (!isExpired || graceMs === 0 || !breaker.isOpen()) return outcome;
  // The same token, as if it lived longer: everything but its age must still be valid.
  const graced = await runOnce(policy, { ...input, clockSkewInMs: graceMs });
  return graced.sessionState === 'signed-in' ? { ...graced, sessionState: 'graced' } : outcome;
}

async function runOnce(
  policy: AppPolicy,
  { request, event, carrier, clockSkewInMs }: SdkInput & { readonly clockSkewInMs?: number },
): Promise<SdkOutcome> {
  const signIn = primaryUrl(policy.topology, '/sign-in');
  let session: Session = { hasUser: false, isOurs: false, orgId: null, orgSlug: null, claims: null };
  const options: ClerkMiddlewareOptions & object = {
    // On vercel.app the SDK would serve Clerk under /__clerk of each app, with the secret key.
    frontendApiProxy: { enabled: false },
    authorizedParties: [...(carrier === 'header' ? policy.parties.bearer : policy.parties.cookie)],
    ...(policy.jwtKey ? { jwtKey: policy.jwtKey } : {}),
    ...(clockSkewInMs === undefined ? {} : { clockSkewInMs }),
    ...(signIn ? { signInUrl: signIn } : {}),
  };
  const middleware = clerkMiddleware(async (auth) => {
    const { userId, orgId, orgSlug, sessionClaims } = await auth();
    const isOurs = isSessionOfIssuer(sessionClaims, policy.clerk.issuers);
    const claims = sessionClaims ? readTokenClaims(sessionClaims) : null;
    session = { hasUser: userId !== null, isOurs, orgId: orgId ?? null, orgSlug: orgSlug ?? null, claims };
    clearSdkOptions(options);
  }, options);
  const response = await runSafely(() => middleware(request, event));
  const sdkReason = response.headers.get('x-clerk-auth-reason');
  const state = readSessionState({
    status: readStatus(response.headers),
    sdkReason,
    hasUser: session.hasUser,
  });
  return {
    response,
    sessionState: state === 'signed-in' && !session.isOurs ? 'signed-out' : state,
    sdkReason,
    orgId: session.orgId,
    orgSlug: session.orgSlug,
    claims: session.claims,
  };
}

/**
 * Clears the options once the SDK has used them. The app needs only the sign-in page, which its build contains. Options that the
 * SDK still finds here it encrypts for the app, in plain JavaScript, and every `auth()` decrypts them three times.
 *
 * @source `@clerk/nextjs` 7.9.7 `encryptClerkRequestData`, `createAuthOptions`, `getAuthDataFromRequest`.
 */
function clearSdkOptions(options: object): void {
  for (const name of Object.keys(options)) Reflect.deleteProperty(options, name);
}

interface Session {
  readonly hasUser: boolean;
  readonly isOurs: boolean;
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  readonly claims: TokenClaims | null;
}

/** The SDK reads claims without checking that there are any: a payload of `null` makes it throw a TypeError. */
async function runSafely(middleware: () => ReturnType<NextMiddleware>): Promise<Response> {
  try {
    return (await middleware()) ?? NextResponse.next();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new Response(null, {
      headers: { 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-reason': 'token-invalid' },
    });
  }
}

/** The SDK's header for the browser is set only when the status is not "signed-in"; the one for the app always is. */
function readStatus(headers: Headers): string | null {
  return headers.get('x-clerk-auth-status') ?? headers.get('x-middleware-request-x-clerk-auth-status');
}

/**
 * Maps the SDK's status and reason onto a session state.
 *
 * @param sdk `sdkReason`: `x-clerk-auth-reason` of the SDK's answer. `hasUser`: whether `auth()` names a user; in a pending
 *   session it does not.
 * @source `@clerk/backend` 3.20.1 `AuthErrorReason`, `TokenVerificationErrorReason`.
 */
function readSessionState({
  status,
  sdkReason,
  hasUser,
}: {
  readonly status: string | null;
  readonly sdkReason: string | null;
  readonly hasUser: boolean;
}): SessionState {
  if (status === 'signed-in') return hasUser ? 'signed-in' : 'pending';
  if (status === 'handshake') return SDK_REDIRECTS.has(sdkReason ?? '') ? 'sdk-redirect' : 'handshake';
  if (OUTAGE_REASONS.has(sdkReason ?? '')) return 'unverifiable';
  return sdkReason === 'secret-key-invalid' ? 'keys-mismatch' : 'signed-out';
}

const SDK_REDIRECTS: ReadonlySet<string> = new Set([
  'dev-browser-missing',
  'dev-browser-sync',
  'active-organization-mismatch',
]);

/** `unexpected-error`: the SDK's reason for a connection that failed while keys were loaded. */
const OUTAGE_REASONS: ReadonlySet<string> = new Set([
  'jwk-remote-failed-to-load',
  'jwk-failed-to-resolve',
  'unexpected-error',
]);
