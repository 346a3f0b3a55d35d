/** Sign-ins and sign-ups under way. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { Metadata, Verification } from './user-rows.ts';

export type SignInStatus =
  | 'needs_identifier'
  | 'needs_first_factor'
  | 'needs_second_factor'
  | 'needs_client_trust'
  | 'needs_new_password'
  | 'complete';

export interface SignInRow {
  id: string;
  clientId: string;
  status: SignInStatus;
  identifier: string | null;
  userId: string | null;
  firstFactorVerification: Verification | null;
  /** Absent: not started. */
  secondFactorVerification?: Verification | null;
  createdSessionId: string | null;
  abandonAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface SignUpRow {
  id: string;
  clientId: string;
  status: 'missing_requirements' | 'complete' | 'abandoned';
  emailAddress: string | null;
  passwordHash: string | null;
  firstName: string | null;
  lastName: string | null;
  unsafeMetadata: Metadata;
  legalAcceptedAtMs: number | null;
  locale: string | null;
  /** Invitation or ticket that the attempt came with. */
  ticketId: string | null;
  emailVerification: Verification | null;
  createdSessionId: string | null;
  createdUserId: string | null;
  abandonAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

/** A one-time code sent to an address. */
export interface VerificationCodeRow {
  id: string;
  /** Lower case. */
  emailAddress: string;
  code: string;
  attempts: number;
  expireAtMs: number;
  createdAtMs: number;
}

/** `POST /v1/sign_in_tokens` and `/v1/actor_tokens`: signs one user in once, with `strategy=ticket`. */
export interface SignInTokenRow {
  id: string;
  /** Part of the URL; unguessable. */
  token: string;
  userId: string;
  actor: { sub: string; [claim: string]: unknown } | null;
  status: 'pending' | 'accepted' | 'revoked';
  expiresAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface TestingTokenRow {
  id: string;
  token: string;
  expiresAtMs: number;
}
