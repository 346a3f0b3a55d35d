import { apiUrlFromPublishableKey } from '@clerk/shared/apiUrlFromPublishableKey';
import { isDevelopmentFromPublishableKey } from '@clerk/shared/keys';
import type { AppPolicy } from '../environment/app-policy.ts';
import { currentBackendApi } from '../environment/env.ts';
import type { TokenFault } from '../reasons.ts';
import type { ArrivedRequest } from '../request/read-request.ts';
import { isSessionProven } from '../request/session-proof.ts';
import { readKeyId, readUnverifiedClaims } from '../token/unverified-claims.ts';
import { createPublishedKeys, type PublishedKeys } from '../token/verification-keys.ts';
import { createSessionVerifier, type VerificationResult } from '../token/verify-session.ts';

/** What this package's own verifier says about the token of a request, before Clerk's SDK sees it. */
export interface TokenCheck {
  /**
   * `none`: no token came. `accepted`: the SDK may see it. `refused`: it may not. `unverifiable`: the keys did not load.
   * `keys-mismatch`: Clerk does not accept this app's secret key.
   */
  readonly result: 'none' | 'accepted' | 'refused' | 'unverifiable' | 'keys-mismatch';
  /** Why it was refused; null: it was not. */
  readonly fault: TokenFault | null;
  /** Session cookies that the SDK must not see. */
  readonly hiddenCookies: readonly string[];
  /** The key that signed the token, PEM: with it the SDK fetches none. undefined: the policy's, or the SDK's own. */
  readonly jwtKey: string | undefined;
}

/**
 * Makes the check of a request's token that comes before Clerk's SDK. The SDK asks Clerk about everything that looks like an API key, fetches
 * keys for each unknown key id, and accepts headers and times that no session token has. So it only ever sees a token that
 * `createSessionVerifier` has accepted, by the rules of `withAuth`; and an expired one, which it may refresh.
 *
 * @returns Never rejects because of what a client sent.
 * @throws {AuthConfigError} With the first token: as `createSessionVerifier` does.
 * @source `@clerk/backend` 3.20.1 `authenticateRequest` (`acceptsToken: 'any'`), `loadClerkJWKFromRemote`, `refreshToken`.
 */
export function createTokenCheck(
  policy: AppPolicy,
  nowMs: () => number = Date.now,
): (incoming: ArrivedRequest) => Promise<TokenCheck> {
  let verification: Verification | undefined;
  return async function checkToken({ headerToken, sessionCookies, cookies }) {
    const token = headerToken ?? sessionCookies.token;
    if (!token) return headerToken === undefined ? NO_TOKEN : refused('token_malformed');
    verification ??= createVerification(policy, nowMs);
    if (headerToken !== undefined) return verification.check(headerToken, 'header');
    if (isOfOtherInstance(sessionCookies.names, token, policy))
      return refused('token_missing', sessionCookies.names);
    const checked = await verification.check(token, 'cookie');
    if (checked.result !== 'accepted') return { ...checked, hiddenCookies: sessionCookies.names };
    const isProven = (each: string) =>
      isSessionProven(cookies, readUnverifiedClaims(each)?.sid ?? null, policy.topology.own[0]);
    if (!isProven(token)) return refused('token_unbound', sessionCookies.names);
    // clerk-js writes each token under two names, and the SDK may read the other one.
    const other = sessionCookies.names.find((name) => cookies.values.get(name) !== token);
    if (other === undefined) return checked;
    const otherToken = cookies.values.get(other) ?? '';
    const second = await verification.check(otherToken, 'cookie');
    return second.result === 'accepted' && isProven(otherToken)
      ? checked
      : { ...checked, hiddenCookies: [other] };
  };
}

const NO_TOKEN: TokenCheck = { result: 'none', fault: null, hiddenCookies: [], jwtKey: undefined };

function refused(fault: TokenFault, hiddenCookies: readonly string[] = []): TokenCheck {
  return { result: 'refused', fault, hiddenCookies, jwtKey: undefined };
}

/** All instances under a domain share the name without suffix: another one's token there is no token of this one. */
function isOfOtherInstance(names: readonly string[], token: string, { clerk }: AppPolicy): boolean {
  if (names.some((name) => name !== '__session')) return false;
  const iss = readUnverifiedClaims(token)?.iss ?? null;
  return iss !== null && !clerk.issuers.includes(iss);
}

interface Verification {
  check(token: string, carrier: 'cookie' | 'header'): Promise<TokenCheck>;
}

function createVerification(policy: AppPolicy, nowMs: () => number): Verification {
  const { clerk, clockSkewInMs, jwtKey, parties } = policy;
  const published =
    jwtKey === undefined ? createPublishedKeys(backendKeys(clerk.publishableKey), nowMs) : undefined;
  const options = {
    issuers: clerk.issuers,
    keys: published?.findKey ?? { jwtKey: jwtKey ?? '' },
    // `decide` decides about unfinished sessions.
    acceptPending: true,
    ...(clockSkewInMs === undefined ? {} : { clockToleranceSeconds: clockSkewInMs / 1000 }),
    nowMs,
  };
  const verifiers = {
    cookie: createSessionVerifier({ ...options, parties: parties.cookie }),
    header: createSessionVerifier({ ...options, parties: parties.bearer }),
  };
  return {
    async check(token, carrier) {
      const result = await verifiers[carrier](token);
      if (!isShownToSdk(result)) return withheld(result.fault, published);
      const pem = await published?.pemOf(readKeyId(token));
      return { result: 'accepted', fault: null, hiddenCookies: [], jwtKey: pem };
    },
  };
}

/** An expired token has a valid signature: the SDK may refresh it, and accepts it during an outage. */
function isShownToSdk(
  result: VerificationResult,
): result is
  | Extract<VerificationResult, { ok: true }>
  | { readonly ok: false; readonly fault: 'token_expired' } {
  return result.ok || result.fault === 'token_expired';
}

function withheld(fault: TokenFault | 'keys_unavailable', published: PublishedKeys | undefined): TokenCheck {
  if (fault !== 'keys_unavailable') return refused(fault);
  const result = published?.isRefused() ? 'keys-mismatch' : 'unverifiable';
  return { result, fault: null, hiddenCookies: [], jwtKey: undefined };
}

/** The Backend API also says whether Clerk accepts the secret key. @source `@clerk/backend` 3.20.1 `fetchJWKSFromBAPI`. */
function backendKeys(publishableKey: string): { readonly url: string; readonly authorization: string } {
  const { apiUrl = apiUrlFromPublishableKey(publishableKey), secretKey = '' } = currentBackendApi();
  return { url: `${apiUrl}/v1/jwks`, authorization: `Bearer ${secretKey}` };
}

/** Whether Clerk's SDK has anything to find out: on a production instance, nothing without a token that it may see. */
export function isSdkNeeded(
  { result }: TokenCheck,
  carrier: 'cookie' | 'header',
  { clerk }: AppPolicy,
): boolean {
  if (result === 'accepted' || result === 'none') return true;
  return carrier === 'cookie' && isDevelopmentFromPublishableKey(clerk.publishableKey);
}
