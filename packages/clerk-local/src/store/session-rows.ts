/** Browsers, their sessions, and what renews their tokens. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { Verification } from './user-rows.ts';

/** One browser. The `__client` cookie holds `<id>.<secret>`; only the SHA-256 of the secret is kept. */
export interface ClientRow {
  id: string;
  secretHash: string;
  signInId: string | null;
  signUpId: string | null;
  lastActiveSessionId: string | null;
  lastAuthenticationStrategy: string | null;
  /** When somebody last signed in or out here; becomes `__client_uat`. */
  authChangedAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

export type SessionStatus =
  | 'active'
  | 'pending'
  | 'ended'
  | 'removed'
  | 'revoked'
  | 'expired'
  | 'abandoned'
  | 'replaced';

export interface SessionActivity {
  id: string;
  browserName: string | null;
  browserVersion: string | null;
  deviceType: string | null;
  isMobile: boolean;
  ipAddress: string | null;
}

/** Somebody who is signed in proves again who they are (step-up). */
export interface Reverification {
  level: 'first_factor' | 'second_factor' | 'multi_factor';
  status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  firstFactorVerification: Verification | null;
  /** Absent: not begun. */
  secondFactorVerification?: Verification | null;
}

export interface SessionRow {
  id: string;
  /** null: made through the Backend API, no browser holds it. */
  clientId: string | null;
  userId: string;
  status: SessionStatus;
  lastActiveOrganizationId: string | null;
  actor: { sub: string; [claim: string]: unknown } | null;
  activity: SessionActivity | null;
  lastActiveAtMs: number;
  expireAtMs: number;
  abandonAtMs: number;
  firstFactorVerifiedAtMs: number | null;
  secondFactorVerifiedAtMs: number | null;
  /** The proof that is asked for again and not given yet; absent: none is. */
  reverification?: Reverification | null;
  /** The session began with a password that has to be reset. */
  isPasswordResetAsked?: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

/** Set-Cookie lines waiting for the app's server to fetch them with the nonce (= `id`). */
export interface HandshakeRow {
  id: string;
  directives: readonly string[];
  expiresAtMs: number;
}

/** What a `__refresh_…` cookie proves; it ends with its session. The cookie holds `<id>.<secret>`. */
export interface RefreshTokenRow {
  id: string;
  sessionId: string;
  secretHash: string;
}

/** A session token that was refreshed already (= its `jti`); no second refresh takes it. */
export interface ConsumedTokenRow {
  id: string;
  /** When its session ends, and with it the need to remember. */
  expiresAtMs: number;
}

/** A session token that is handed to every app that asks, while `lastActiveToken` is `cached`. Not part of a snapshot. */
export interface CachedToken {
  jwt: Promise<string>;
  mintedAtMs: number;
  organizationId: string | null;
  status: SessionStatus;
}
