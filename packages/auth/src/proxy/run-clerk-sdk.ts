import { type ClerkMiddlewareAuth, type ClerkMiddlewareOptions, clerkMiddleware } from '@clerk/nextjs/server';
import { type NextFetchEvent, type NextMiddleware, type NextRequest, NextResponse } from 'next/server';
import type { AppPolicy } from '../environment/app-policy.ts';
import { type TokenFault, tokenFaultOfSdkReason } from '../reasons.ts';
import { checkSessionClaims } from '../token/check-session-claims.ts';
import { readTokenClaims, type TokenClaims } from '../token/unverified-claims.ts';
import { isSdkNeeded, type TokenCheck } from './check-token.ts';

/**
 * The state of a request's session.
 * `graced`: its token has expired, and is accepted while Clerk is down. `pending`: a valid token of a session with unfinished
 * tasks. `handshake`: the SDK wants to redirect through Clerk. `sdk-redirect`: it must (development instances, organization by
 * URL). `unverifiable`: the keys did not load. `keys-mismatch`: Clerk does not accept this app's keys.
 */
export type SessionState = (typeof SESSION_STATES)[number];

export const SESSION_STATES = [
  'signed-in',
  'graced',
  'pending',
  'signed-out',
  'handshake',
  'sdk-redirect',
  'unverifiable',
  'keys-mismatch',
] as const;

export interface SdkInput {
  /** From `requestForSdk` or `anonymousRequest`. */
  readonly request: NextRequest;
  readonly event: NextFetchEvent;
  /** Where its token is: cookie and header have different authorized parties. */
  readonly carrier: 'cookie' | 'header';
  /** Of the request's token; absent: the request has none. */
  readonly check?: TokenCheck;
  /** Code that runs in the SDK's callback; absent: none. */
  readonly callback?: SdkCallback;
}

/** Code that runs in the SDK's callback, where a handler of `clerkMiddleware` would. */
export interface SdkCallback {
  /** @returns The response that the SDK completes; undefined: the request goes on. */
  run(auth: ClerkMiddlewareAuth, session: SdkSession): Promise<Response | undefined>;
  /** The team's own handler was called. From then on the answer is no sign of the session's state, and errors are the handler's. */
  hasStarted(): boolean;
}

/** What Clerk's SDK has found out about the session of a request. */
export interface SdkSession {
  readonly sessionState: SessionState;
  /** The SDK's reason for not accepting a token; null when it accepted one. */
  readonly sdkReason: string | null;
  /** Why this package refused the token, before the SDK or after it; null: it did not. */
  readonly fault: TokenFault | null;
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  /** Of the token that the SDK accepted; null when it accepted none. */
  readonly claims: TokenClaims | null;
}

/** The result of Clerk's SDK for a request. */
export interface SdkOutcome extends SdkSession {
  readonly response: Response;
}

/**
 * Runs the unmodified SDK on a request, with the authorized parties of the place from which its token came.
 *
 * @returns Never rejects because of what a client sent: for a token on which the SDK fails the state is `signed-out` and the
 *   reason `token-invalid`.
 * @source `@clerk/nextjs` 7.9.7 `clerkMiddleware`.
 */
export async function runClerkSdk(policy: AppPolicy, input: SdkInput): Promise<SdkOutcome> {
  const { check, carrier } = input;
  if (check && !isSdkNeeded(check, carrier, policy))
    return withCheck({ ...NOT_RUN, response: new Response(null) }, check);
  const outcome = withCheck(await runOnce(policy, input), check);
  const { breaker, graceMs } = policy.outage;
  const isExpired = tokenFaultOfSdkReason(outcome.sdkReason ?? '', null) === 'token_expired';
  if (!isExpired || graceMs === 0 || !breaker.isOpen()) return outcome;
  // The same token, as if it lived longer: everything but its age must still be valid.
  const graced = await runOnce(policy, { ...input, clockSkewInMs: graceMs, acceptedAs: 'graced' });
  return graced.sessionState === 'graced' ? graced : outcome;
}

/** Without a token the SDK finds no user. */
const NOT_RUN = {
  sessionState: 'signed-out',
  sdkReason: null,
  fault: null,
  orgId: null,
  orgSlug: null,
  claims: null,
} as const satisfies SdkSession;

/** What the SDK could not find out, because it did not see the token. It may still have to redirect, or bring a session by itself. */
function withCheck(outcome: SdkOutcome, check: TokenCheck | undefined): SdkOutcome {
  const { sessionState } = outcome;
  const isOpen = sessionState === 'signed-out' || sessionState === 'handshake';
  if (!isOpen || check === undefined) return outcome;
  if (check.result === 'refused') return { ...outcome, sessionState: 'signed-out', fault: check.fault };
  if (check.result === 'none' || check.result === 'accepted') return outcome;
  return { ...outcome, sessionState: check.result };
}

interface Run extends SdkInput {
  /** Default: the policy's. */
  readonly clockSkewInMs?: number;
  /** The state of a session whose token is accepted; default `signed-in`. */
  readonly acceptedAs?: 'signed-in' | 'graced';
}

async function runOnce(policy: AppPolicy, run: Run): Promise<SdkOutcome> {
  const { request, event, callback, acceptedAs = 'signed-in' } = run;
  let user: User = { hasUser: false, fault: null, orgId: null, orgSlug: null, claims: null };
  let found: SdkSession | undefined;
  const options = sdkOptions(policy, run);
  const middleware = clerkMiddleware(async (auth) => {
    const { userId, orgId, orgSlug, sessionClaims } = await auth();
    const fault = sessionClaims ? faultOfClaims(sessionClaims, policy, run) : null;
    const claims = sessionClaims ? readTokenClaims(sessionClaims) : null;
    user = { hasUser: userId !== null, fault, orgId: orgId ?? null, orgSlug: orgSlug ?? null, claims };
    clearSdkOptions(options);
    if (callback === undefined) return undefined;
    const { orgId: id, orgSlug: slug } = user;
    const sessionState = await readStateInside(auth, { user, acceptedAs });
    found = { sessionState, sdkReason: null, fault, orgId: id, orgSlug: slug, claims };
    return callback.run(auth, found);
  }, options);
  const response = await runSafely(() => middleware(request, event), callback);
  if (found !== undefined && callback?.hasStarted()) return { ...found, response };
  const sdkReason = response.headers.get('x-clerk-auth-reason');
  const status = readStatus(response.headers);
  const state = readSessionState({ status, sdkReason, hasUser: user.hasUser });
  return {
    response,
    sessionState: state === 'signed-in' ? (user.fault === null ? acceptedAs : 'signed-out') : state,
    sdkReason,
    fault: user.fault,
    orgId: user.orgId,
    orgSlug: user.orgSlug,
    claims: user.claims,
  };
}

/**
 * Checks claims that the SDK has accepted by the rules of this package's own verifier. The SDK has none for issuer and session, and it
 * can bring a token that did not come with the request, by a refresh or a handshake.
 *
 * @source `@clerk/backend` 3.20.1 `verifyJwt` (no `iss` check; an `exp` that is no date is never over).
 */
function faultOfClaims(
  claims: object,
  { clerk, clockSkewInMs: policySkewInMs, parties }: AppPolicy,
  { carrier, clockSkewInMs = policySkewInMs }: Run,
): TokenFault | null {
  const checked = checkSessionClaims(claims, {
    issuers: clerk.issuers,
    parties: carrier === 'header' ? parties.bearer : parties.cookie,
    acceptPending: true,
    toleranceSeconds: (clockSkewInMs ?? SDK_SKEW_MS) / 1000,
    nowSeconds: Date.now() / 1000,
  });
  return typeof checked === 'string' ? checked : null;
}

/** @source `@clerk/backend` 3.20.1 `DEFAULT_CLOCK_SKEW_IN_MS`. */
const SDK_SKEW_MS = 5_000;

function sdkOptions(
  policy: AppPolicy,
  { carrier, check, clockSkewInMs = policy.clockSkewInMs }: Run,
): ClerkMiddlewareOptions & object {
  const { signInUrl, signUpUrl } = policy.topology;
  const jwtKey = check?.jwtKey ?? policy.jwtKey;
  return {
    // On vercel.app the SDK would serve Clerk under /__clerk of each app, with the secret key.
    frontendApiProxy: { enabled: false },
    authorizedParties: [...(carrier === 'header' ? policy.parties.bearer : policy.parties.cookie)],
    ...(jwtKey ? { jwtKey } : {}),
    ...(clockSkewInMs === undefined ? {} : { clockSkewInMs }),
    ...(signInUrl ? { signInUrl } : {}),
    ...(signUpUrl ? { signUpUrl } : {}),
  };
}

/** The state of the session while the SDK still works on its answer. Why there is none is known only afterwards. */
async function readStateInside(
  auth: ClerkMiddlewareAuth,
  { user, acceptedAs }: { readonly user: User; readonly acceptedAs: 'signed-in' | 'graced' },
): Promise<SessionState> {
  if (user.hasUser) return user.fault === null ? acceptedAs : 'signed-out';
  const { sessionStatus } = await auth({ treatPendingAsSignedOut: false });
  return sessionStatus === 'pending' ? 'pending' : 'signed-out';
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

interface User {
  readonly hasUser: boolean;
  readonly fault: TokenFault | null;
  readonly orgId: string | null;
  readonly orgSlug: string | null;
  readonly claims: TokenClaims | null;
}

/**
 * The SDK reads claims without checking that there are any: a payload of `null` makes it throw a TypeError. One of the team's own
 * handler is no such error.
 */
async function runSafely(
  middleware: () => ReturnType<NextMiddleware>,
  callback: SdkCallback | undefined,
): Promise<Response> {
  try {
    return (await middleware()) ?? NextResponse.next();
  } catch (error) {
    if (!(error instanceof TypeError) || callback?.hasStarted()) throw error;
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
