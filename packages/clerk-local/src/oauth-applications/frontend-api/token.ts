import { Hono } from 'hono';
import type { CallEnv } from '../../frontend-api/call/call.ts';
import type { Instance } from '../../instance/instance.ts';
import { isAlive } from '../../tokens/token-life.ts';
import { exchangeCode, refreshTokens } from '../flows/exchange.ts';
import { readGrant, revokeGrant } from '../flows/grants.ts';
import { findOAuthToken, readAccessToken } from '../flows/tokens.ts';
import { OAuthError } from '../oauth-error.ts';
import type { OAuthApplicationRow } from '../rows.ts';
import { type OAuthForm, readOAuthForm, requireOAuthClient } from './require-client.ts';

/**
 * Token endpoints, called with forms: exchange a code or refresh token, introspect a token, revoke one.
 *
 * @throws {OAuthError} becomes the response `{ error, error_description }`.
 * @source clerk/openapi-specs FAPI `getOAuthToken`, `getOAuthTokenInfo`, `revokeOAuthToken`; RFC 6749, RFC 7662, RFC 7009.
 */
export function oauthTokenRoutes(instance: Instance): Hono<CallEnv> {
  const routes = new Hono<CallEnv>({ strict: false })
    .post('/oauth/token', async (c) => {
      const form = await readOAuthForm(c);
      const application = requireOAuthClient(instance, c, form);
      c.header('Cache-Control', 'no-store');
      return c.json(await exchange(instance, application, form));
    })
    .post('/oauth/token_info', async (c) => {
      const form = await readOAuthForm(c);
      const application = requireOAuthClient(instance, c, form);
      c.header('Cache-Control', 'no-store');
      return c.json(await describeToken(instance, application, requireField(form, 'token')));
    })
    .post('/oauth/token/revoke', async (c) => {
      const form = await readOAuthForm(c);
      const application = requireOAuthClient(instance, c, form);
      await endToken(instance, application, requireField(form, 'token'));
      return c.body(null, 200);
    });
  routes.onError((error, c) => {
    if (!(error instanceof OAuthError)) throw error;
    if (error.code === 'invalid_client') c.header('WWW-Authenticate', 'Basic realm="oauth"');
    c.header('Cache-Control', 'no-store');
    return c.json({ error: error.code, error_description: error.message }, error.status);
  });
  return routes;
}

function exchange(instance: Instance, application: OAuthApplicationRow, form: OAuthForm) {
  const grantType = requireField(form, 'grant_type');
  if (grantType === 'refresh_token') {
    return refreshTokens(instance, application, requireField(form, 'refresh_token'), form.get('scope'));
  }
  if (grantType !== 'authorization_code') {
    throw new OAuthError('unsupported_grant_type', 'grant_type must be authorization_code or refresh_token.');
  }
  return exchangeCode(instance, application, {
    code: requireField(form, 'code'),
    redirectUri: form.get('redirect_uri'),
    codeVerifier: form.get('code_verifier'),
  });
}

/** A token of another client and an invalid one look the same: not active. */
async function describeToken(instance: Instance, application: OAuthApplicationRow, token: string) {
  const row = findOAuthToken(instance, token);
  const granted = row?.kind === 'refresh' ? readGrant(instance, row.grantId) : undefined;
  const found =
    row && granted
      ? { ...row, clientId: granted.application.clientId, userId: granted.user.id, organizationId: null }
      : await readAccessToken(instance, token);
  if (found?.clientId !== application.clientId || !isAlive(instance, found)) return { active: false };
  return {
    active: true,
    client_id: found.clientId,
    iat: Math.floor(found.createdAtMs / 1000),
    scope: found.scopes.join(' '),
    sub: found.userId,
    ...(found.organizationId === null ? {} : { org_id: found.organizationId }),
  };
}

/** An unknown token, or one of another client, is ignored without an error. @source RFC 7009 section 2.2. */
async function endToken(instance: Instance, application: OAuthApplicationRow, token: string): Promise<void> {
  const row = findOAuthToken(instance, token);
  if (row && readGrant(instance, row.grantId)?.application.id === application.id) {
    revokeGrant(instance, row.grantId, 'revoked by the client');
  }
  if (!row && (await readAccessToken(instance, token))) {
    throw new OAuthError('unsupported_token_type', 'A token in JWT form cannot be revoked.');
  }
}

function requireField(form: OAuthForm, name: string): string {
  const value = form.get(name);
  if (value === undefined) throw new OAuthError('invalid_request', `${name} must be included.`);
  return value;
}
