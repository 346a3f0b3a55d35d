import { Hono } from 'hono';
import { z } from 'zod';
import { badParameter, parseMachineBody } from '../../input/parse-machine-input.ts';
import type { Instance } from '../../instance/instance.ts';
import { isAlive, requireAlive, toTokenLifeJSON } from '../../tokens/token-life.ts';
import { type AccessToken, readAccessToken } from '../flows/tokens.ts';

const verifyBody = z.strictObject({ access_token: z.string().optional(), secret: z.string().optional() });

/**
 * Checks an OAuth access token, opaque or JWT; outside the version prefix.
 *
 * @throws {ApiError} 400: the input; 404: no token of this instance, or (`deadTokens: 'refused'`) a revoked or expired one.
 * @source clerk/openapi-specs BAPI `verifyOAuthAccessToken`; `@clerk/backend` 3.20.1 `IdPOAuthAccessTokenJSON`.
 */
export function oauthAccessTokenRoutes(instance: Instance): Hono {
  return new Hono().post('/oauth_applications/access_tokens/verify', async (c) => {
    const input = await parseMachineBody(c, verifyBody);
    // `secret` is the older name of the field.
    const presented = input.access_token ?? input.secret;
    if (presented === undefined) throw badParameter('access_token', 'access_token must be included.');
    const token = requireAlive(instance, await readAccessToken(instance, presented), 'OAuth access token');
    const isDeadJwt = token.grantId === null && !isAlive(instance, token);
    return c.json(isDeadJwt ? { active: false } : toAccessTokenJSON(instance, token));
  });
}

function toAccessTokenJSON(instance: Instance, token: AccessToken) {
  return {
    object: 'clerk_idp_oauth_access_token' as const,
    id: token.id,
    client_id: token.clientId,
    type: 'oauth:access_token' as const,
    subject: token.userId,
    scopes: [...token.scopes],
    ...toTokenLifeJSON(instance, token),
    created_at: token.createdAtMs,
    updated_at: token.updatedAtMs,
  };
}
