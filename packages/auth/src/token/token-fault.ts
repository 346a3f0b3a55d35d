import { type TokenFault, tokenFaultOfSdkReason } from '../reasons.ts';
import type { TokenClaims } from './unverified-claims.ts';

/** What is known about a token that did not make a signed-in user. */
export interface RefusedToken {
  /** `x-clerk-auth-reason` of the SDK; null when it accepted the token, or did not see it. */
  readonly sdkReason: string | null;
  /** What this package found wrong with the token; null: nothing. */
  readonly fault: TokenFault | null;
  readonly claims: TokenClaims | null;
  readonly isAmbiguous: boolean;
}

/**
 * Names what was wrong with a token: what this package's own rules found, else what Clerk's SDK did.
 *
 * @returns `token_unverified` for a reason of the SDK that this version does not know.
 */
export function nameTokenFault({ sdkReason, fault, claims, isAmbiguous }: RefusedToken): TokenFault {
  if (isAmbiguous) return 'token_ambiguous';
  if (fault) return fault;
  return (sdkReason && tokenFaultOfSdkReason(sdkReason, claims?.azp ?? null)) || 'token_unverified';
}
