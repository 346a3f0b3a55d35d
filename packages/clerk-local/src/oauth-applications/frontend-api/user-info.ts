import { Hono } from 'hono';
import { ApiError } from '../../errors/api-error.ts';
import type { Call, CallEnv } from '../../frontend-api/call/call.ts';
import type { Instance } from '../../instance/instance.ts';
import { isAlive } from '../../tokens/token-life.ts';
import { readAccessToken } from '../flows/tokens.ts';
import { toUserInfoJSON } from '../wire/user-info.ts';

/**
 * Claims of an access token's user, as far as its scopes allow.
 *
 * @throws {ApiError} 401 `oauth_token_invalid`: no valid access token.
 * @source clerk/openapi-specs FAPI `getOAuthUserInfo`; OpenID Connect Core section 5.3.
 */
export function oauthUserInfoRoutes(instance: Instance): Hono<CallEnv> {
  const answer = async (c: Call) => {
    const presented = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const token = await readAccessToken(instance, presented);
    const user = instance.store.users.get(token?.userId ?? '');
    if (!token || !user || user.banned || !isAlive(instance, token)) {
      c.header('WWW-Authenticate', 'Bearer error="invalid_token"');
      throw new ApiError(401, 'oauth_token_invalid', 'The access token is not valid.');
    }
    const organization = instance.store.organizations.get(token.organizationId ?? '');
    c.header('Cache-Control', 'no-store');
    return c.json(toUserInfoJSON(instance, user, { scopes: token.scopes, organization }));
  };
  return new Hono<CallEnv>({ strict: false }).get('/oauth/userinfo', answer).post('/oauth/userinfo', answer);
}
