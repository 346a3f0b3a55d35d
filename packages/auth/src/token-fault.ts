import { type TokenFault, tokenFaultOfSdkReason } from './reasons.ts';
import type { TokenClaims } from './session-token.ts';

/** What is known about a cookie that did not make a signed-in person. */
export interface TokenEvidence {
  /** `x-clerk-auth-reason` of the SDK; null when it accepted the token. */
  readonly sdkReason: string | null;
  readonly claims: TokenClaims | null;
  readonly isAmbiguous: boolean;
  /** Issuers of this instance. */
  readonly issuers: readonly string[];
}

/**
 * Names what was wrong with a session cookie, in one word that stays the same when the SDK's wording changes.
 *
 * @returns `token_unverified` for a reason it does not know.
 * @source `@clerk/backend` 3.20.1 `TokenVerificationErrorReason`, `AuthErrorReason`.
 */
export function nameTokenFault({ sdkReason, claims, isAmbiguous, issuers }: TokenEvidence): TokenFault {
  if (isAmbiguous) return 'token_ambiguous';
  if (sdkReason === null) return kindOfAccepted(claims, issuers);
  // Without claims, the SDK failed on the token itself; with claims, it could not load the keys.
  if (sdkReason === 'unexpected-error' && claims === null) return 'token_malformed';
  return tokenFaultOfSdkReason(sdkReason, claims?.azp ?? null) ?? 'token_unverified';
}

/** The SDK accepted the token, and the check of issuer and session, which the SDK does not make, refused it. */
function kindOfAccepted(claims: TokenClaims | null, issuers: readonly string[]): TokenFault {
  return claims?.iss && !issuers.includes(claims.iss) ? 'token_issuer_foreign' : 'token_type_refused';
}
