export type { VerifiedClaims } from './token/check-session-claims.ts';
export type { VerificationKeys } from './token/verification-keys.ts';
export {
  createSessionVerifier,
  type SessionVerifierOptions,
  type VerificationResult,
} from './token/verify-session.ts';
