/** Browsers, their sessions, and what renews their tokens. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { Verification } from './user-rows.ts';

/** One browser. The `__client` cookie holds `<id>.<secret>`; only the SHA-256 of the secret is stored. */
export interface ClientRow {
  id: string;
  secretHash: string;
  signInId: string | null;
  signUpId: string | null;
  lastActiveSessionId: string | null;
  lastAuthenticationStrategy: string | null;
  /** Time of the last sign-in or sign-out; becomes `__client_uat`. */
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

/** What a browser said of itself. Sessions of like browsers share one value, see `createSession`; its id follows from the session's. */
export interface SessionActivity {
  browserName: string | null;
  browserVersion: string | null;
  deviceType: string | null;
  isMobile: boolean;
  ipAddress: string | null;
}

/** A signed-in user verifies again who they are (step-up). */
export interface Reverification {
  level: 'first_factor' | 'second_factor' | 'multi_factor';
  status: 'needs_first_factor' | 'needs_second_factor' | 'complete';
  firstFactorVerification: Verification | null;
  /** Absent: not started. */
  secondFactorVerification?: Verification | null;
}

export interface SessionRow {
  id: string;
  /** null: created through the Backend API, no browser has it. */
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
  /** The pending reverification; absent: none. */
  reverification?: Reverification | null;
  /** The session began with a password that has to be reset. */
  isPasswordResetAsked?: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

/** Set-Cookie lines that the app's server fetches with the nonce (= `id`). */
export interface HandshakeRow {
  id: string;
  directives: readonly string[];
  expiresAtMs: number;
}

/** Secret of a `__refresh_…` cookie; it ends with its session. The cookie holds `<id>.<secret>`. */
export interface RefreshTokenRow {
  id: string;
  sessionId: string;
  secretHash: string;
}

/** `jti` of a session token that was refreshed already: a second refresh refuses it. */
export interface ConsumedTokenRow {
  id: string;
  /** When its session ends; then the row is no longer needed. */
  expiresAtMs: number;
}

/** A session token that is handed to every app that asks, while `lastActiveToken` is `cached`. Not part of a snapshot. */
export interface CachedToken {
  jwt: Promise<string>;
  mintedAtMs: number;
  organizationId: string | null;
  status: SessionStatus;
}
