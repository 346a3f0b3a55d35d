import type { SessionStatus } from './rows.ts';

/** What the dashboard of a real instance sets about sessions. One row at most; for what is absent the start options hold. */
export interface SessionSettingsRow {
  id: 'session_settings';
  /** Template of the custom claims in every session token. */
  claims?: ClaimsTemplate | undefined;
  tokenVersion?: SessionTokenVersion | undefined;
  membershipRequired?: boolean | undefined;
  secondFactorRequired?: boolean | undefined;
}

/** JSON whose texts may hold shortcodes such as `{{user.public_metadata.plan}}`. See `renderClaims`. */
export type ClaimsTemplate = Readonly<Record<string, unknown>>;

/** 1: flat organization claims, permissions written out. 2: compact, with plans and features. */
export type SessionTokenVersion = 1 | 2;

/** What an application asks tokens for other services by. */
export interface JwtTemplateRow {
  id: string;
  /** Unique: tokens are asked for by it. */
  name: string;
  claims: ClaimsTemplate;
  lifetimeSeconds: number;
  /** `nbf` lies this far back. */
  allowedClockSkewSeconds: number;
  /** null: the instance's own key signs, with RS256. */
  customKey: { algorithm: TemplateAlgorithm; key: string } | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** HS: the key is a shared secret, as it stands. RS: it is a private RSA key, PEM. */
export type TemplateAlgorithm = 'HS256' | 'HS384' | 'HS512' | 'RS256' | 'RS384' | 'RS512';

/** A session token that is handed to every app that asks, while `lastActiveToken` is `cached`. Not part of a snapshot. */
export interface CachedToken {
  jwt: Promise<string>;
  mintedAtMs: number;
  organizationId: string | null;
  status: SessionStatus;
}
