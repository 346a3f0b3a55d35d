import { Hono } from 'hono';
import { z } from 'zod';
import { redeemRefreshToken } from '../flows/sessions/refresh-tokens.ts';
import { buildSessionCookies } from '../http/cookies.ts';
import { booleanText, one, parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { azpOfServer, mintSessionToken } from '../tokens/session-token.ts';

const refreshQuery = z.strictObject({ suffixed_cookies: one(booleanText) });
const refreshBody = z.strictObject({
  expired_token: z.string(),
  refresh_token: z.string(),
  request_origin: z.string(),
  request_headers: z.record(z.string(), z.unknown()).nullish(),
  request_originating_ip: z.string().nullish(),
  format: z.enum(['token', 'cookie']).nullish(),
});

/**
 * Replaces an expired session token without a redirect: the app's server sends it together with the browser's `__refresh_…`
 * cookie. The new token's `azp` is the origin that the browser requested, as the old one's was.
 *
 * @throws {ApiError} 401: see `redeemRefreshToken`.
 * @source clerk/openapi-specs `RefreshSession`; `@clerk/backend` `authenticateRequest`: `attemptRefresh`.
 */
export function sessionRefreshRoutes(instance: Instance): Hono {
  return new Hono().post('/sessions/:id/refresh', async (c) => {
    // The SDK reads one of two families of cookies; both are set, with the same value.
    parseQuery(c, refreshQuery);
    const body = await parseBody(c, refreshBody);
    const session = await redeemRefreshToken(instance, {
      sessionId: c.req.param('id'),
      expiredToken: body.expired_token,
      refreshToken: body.refresh_token,
      requestOrigin: body.request_origin,
    });
    const jwt = await mintSessionToken(instance, session, {
      azp: azpOfServer(instance, body.request_origin),
    });
    return c.json(
      body.format === 'cookie'
        ? { object: 'cookies', cookies: buildSessionCookies(instance, jwt) }
        : { object: 'token', jwt },
    );
  });
}
