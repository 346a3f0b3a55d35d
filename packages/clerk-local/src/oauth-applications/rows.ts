/** OAuth applications and what users granted them. Of every secret only a hash is stored. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

/** A program that users let act for them: an OAuth client. */
export interface OAuthApplicationRow {
  id: string;
  /** Public name of the client in requests. */
  clientId: string;
  /** null: a public client, which cannot keep a secret. */
  secretHash: string | null;
  name: string;
  /** Scopes that it may request. */
  scopes: readonly string[];
  /** Compared character by character. */
  redirectUris: readonly string[];
  consentScreenEnabled: boolean;
  pkceRequired: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

/** What a user granted to a client once. Ending it ends every token created from it. */
export interface OAuthGrantRow {
  id: string;
  applicationId: string;
  userId: string;
  /** Set where `user:org:read` was granted. */
  organizationId: string | null;
  scopes: readonly string[];
  /** When the user signed in, for `auth_time`. */
  authenticatedAtMs: number;
  createdAtMs: number;
}

/** An authorization code. `id` is the hash of the code. */
export interface OAuthCodeRow {
  id: string;
  grantId: string;
  /** As the request spelt it; null: absent. */
  redirectUri: string | null;
  /** S256; null: the request came without PKCE. */
  codeChallenge: string | null;
  nonce: string | null;
  /** Codes work once; the second use ends the grant. */
  isRedeemed: boolean;
  expiresAtMs: number;
}

/** An opaque access token or a refresh token. Access tokens in JWT form are not stored. */
export interface OAuthTokenRow {
  id: string;
  kind: 'access' | 'refresh';
  grantId: string;
  secretHash: string;
  scopes: readonly string[];
  revokedAtMs: number | null;
  revocationReason: string | null;
  expiresAtMs: number;
  createdAtMs: number;
  updatedAtMs: number;
}

/** Scopes that a user agreed to on the consent screen: they are not asked again for these. `id` is user and application. */
export interface OAuthConsentRow {
  id: string;
  userId: string;
  applicationId: string;
  scopes: readonly string[];
}

/** Settings of the OAuth provider. One row at most. */
export interface OAuthSettingsRow {
  id: 'oauth_settings';
  jwtAccessTokens: boolean;
}
