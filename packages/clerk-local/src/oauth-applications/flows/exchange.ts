import { createHash, timingSafeEqual } from 'node:crypto';
import type { Instance } from '../../instance/instance.ts';
import { hashSecret } from '../../tokens/secret-hash.ts';
import { isAlive } from '../../tokens/token-life.ts';
import { OAuthError } from '../oauth-error.ts';
import type { OAuthApplicationRow, OAuthCodeRow } from '../rows.ts';
import { splitScopes } from '../scopes.ts';
import { readGrant, revokeGrant } from './grants.ts';
import { findOAuthToken, issueOAuthTokens } from './tokens.ts';

/** What a client sends with a code. */
export interface CodeExchange {
  code: string;
  redirectUri: string | undefined;
  codeVerifier: string | undefined;
}

/**
 * Exchanges an authorization code for tokens, once. A second use ends the grant, because one of the two callers stole the code.
 *
 * @throws {OAuthError} `invalid_grant`: an unknown, used or expired code, one of another client, or another redirect URI or verifier.
 * @source RFC 6749 sections 4.1.2 and 4.1.3; RFC 7636 section 4.6; RFC 9700 section 2.1.1 (a verifier without a challenge).
 */
export function exchangeCode(instance: Instance, application: OAuthApplicationRow, input: CodeExchange) {
  const { oauthCodes } = instance.store;
  const row = oauthCodes.get(hashSecret(input.code));
  const granted = row && readGrant(instance, row.grantId);
  if (!row || granted?.application.id !== application.id)
    throw invalidGrant('The code is not one of this client.');
  if (row.isRedeemed) {
    revokeGrant(instance, row.grantId, 'authorization code used twice');
    throw invalidGrant('The code was used before.');
  }
  if (row.expiresAtMs <= instance.nowMs()) throw invalidGrant('The code has expired.');
  if ((input.redirectUri ?? null) !== row.redirectUri)
    throw invalidGrant('redirect_uri is not the one the code was asked with.');
  assertVerifier(row, input.codeVerifier);
  // No await between the check above and this write: of two requests at once, one wins.
  oauthCodes.patch(row.id, { isRedeemed: true });
  return issueOAuthTokens(instance, granted, granted.grant.scopes, row.nonce);
}

/**
 * Exchanges a refresh token for new tokens; the refresh token itself is replaced, and using the old one again ends the grant.
 *
 * @param scope Fewer scopes than were granted; undefined: all.
 * @throws {OAuthError} `invalid_grant`: unknown, of another client, revoked or expired; `invalid_request`: a scope that was not granted.
 * @source RFC 6749 section 6; RFC 9700 section 4.14.2.
 */
export function refreshTokens(
  instance: Instance,
  application: OAuthApplicationRow,
  refreshToken: string,
  scope: string | undefined,
) {
  const row = findOAuthToken(instance, refreshToken);
  const granted = row && readGrant(instance, row.grantId);
  if (row?.kind !== 'refresh' || granted?.application.id !== application.id) {
    throw invalidGrant('The refresh token is not one of this client.');
  }
  if (!isAlive(instance, row)) {
    revokeGrant(instance, row.grantId, 'refresh token used twice');
    throw invalidGrant('The refresh token does not count any more.');
  }
  const scopes = scope === undefined ? row.scopes : splitScopes(scope);
  if (scopes.length === 0 || scopes.some((one) => !row.scopes.includes(one))) {
    throw new OAuthError('invalid_request', 'scope is not part of what was granted.');
  }
  const atMs = instance.nowMs();
  const revocation = { revokedAtMs: atMs, revocationReason: 'replaced', updatedAtMs: atMs };
  instance.store.oauthTokens.patch(row.id, revocation);
  return issueOAuthTokens(instance, granted, scopes, null);
}

function assertVerifier({ codeChallenge }: OAuthCodeRow, verifier: string | undefined): void {
  if (codeChallenge === null && verifier === undefined) return;
  if (codeChallenge === null) throw invalidGrant('The code was asked without a code_challenge.');
  const presented = createHash('sha256')
    .update(verifier ?? '')
    .digest('base64url');
  // Both are base64url of a SHA-256: 43 characters.
  if (verifier === undefined || !timingSafeEqual(Buffer.from(presented), Buffer.from(codeChallenge))) {
    throw invalidGrant('code_verifier does not fit the code_challenge.');
  }
}

function invalidGrant(description: string): OAuthError {
  return new OAuthError('invalid_grant', description);
}
