import { type TokenFault, tokenFaultOfSdkReason } from '../reasons.ts';
import type { TokenClaims } from '../token/unverified-claims.ts';

/** What is known about a token that did not make a signed-in user. */
export interface RefusedToken {
  /** `x-clerk-auth-reason` of the SDK; null when it accepted the token. */
  readonly sdkReason: string | null;
  readonly claims: TokenClaims | null;
  readonly isAmbiguous: boolean;
  /** Issuers of this instance. */
  readonly issuers: readonly string[];
}

/**
 * Names what was wrong with a token.
 *
 * @returns `token_unverified` for a reason of the SDK that this version does not know.
 */
export function nameTokenFault({ sdkReason, claims, isAmbiguous, issuers }: RefusedToken): TokenFault {
  if (isAmbiguous) return 'token_ambiguous';
  // The SDK accepted the token, and the check of issuer and session, which the SDK does not make, refused it.
  if (sdkReason === null)
    return claims?.iss && !issuers.includes(claims.iss) ? 'token_issuer_foreign' : 'token_type_refused';
  // Without claims, the SDK failed on the token itself; with claims, it could not load the keys.
  if (sdkReason === 'unexpected-error' && claims === null) return 'token_malformed';
  return tokenFaultOfSdkReason(sdkReason, claims?.azp ?? null) ?? 'token_unverified';
}
