/** What the dashboard of a real instance sets about sessions. One row at most; without it the start options hold. */
export interface SessionSettingsRow {
  id: 'session_settings';
  /** Template of the custom claims in every session token. */
  claims: ClaimsTemplate;
  tokenVersion: SessionTokenVersion;
}

/** JSON whose texts may hold shortcodes such as `{{user.public_metadata.plan}}`. See `renderClaims`. */
export type ClaimsTemplate = Readonly<Record<string, unknown>>;

/** 1: flat organization claims, permissions written out. 2: compact, with plans and features. */
export type SessionTokenVersion = 1 | 2;
