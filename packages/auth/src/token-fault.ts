import type { TokenFault } from './events.ts';
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
  if (sdkReason === 'token-invalid-authorized-parties') return claims?.azp ? 'azp_foreign' : 'azp_missing';
  // What the SDK stumbled over was no token; with one, it was the way to the keys.
  if (sdkReason === 'unexpected-error' && claims === null) return 'token_malformed';
  // The SDK appends why it could not refresh the token by itself.
  if (sdkReason.startsWith('session-token-expired')) return 'token_expired';
  return FAULTS[sdkReason] ?? 'token_unverified';
}

/** The SDK was content; what it does not check was not in order. */
function kindOfAccepted(claims: TokenClaims | null, issuers: readonly string[]): TokenFault {
  return claims?.iss && !issuers.includes(claims.iss) ? 'token_issuer_foreign' : 'token_type_refused';
}

const FAULTS: Readonly<Record<string, TokenFault>> = {
  'client-uat-but-no-session-token': 'token_missing',
  'session-token-and-uat-missing': 'token_missing',
  'session-token-but-no-client-uat': 'token_outdated',
  'session-token-iat-before-client-uat': 'token_outdated',
  'session-token-missing': 'token_missing',
  'session-token-nbf': 'token_not_active_yet',
  'session-token-iat-in-the-future': 'token_issued_in_future',
  'token-expired': 'token_expired',
  'token-not-active-yet': 'token_not_active_yet',
  'token-iat-in-the-future': 'token_issued_in_future',
  'token-invalid': 'token_malformed',
  'token-invalid-algorithm': 'token_algorithm_refused',
  'token-invalid-signature': 'token_signature_invalid',
  'jwk-kid-mismatch': 'token_key_unknown',
  'jwk-remote-missing': 'token_key_unknown',
  'token-type-mismatch': 'token_type_refused',
};
