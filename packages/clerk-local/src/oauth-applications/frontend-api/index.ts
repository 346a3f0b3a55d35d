import { Hono } from 'hono';
import { cors } from 'hono/cors';
import type { CallEnv } from '../../frontend-api/call/call.ts';
import type { Instance } from '../../instance/instance.ts';
import { oauthAuthorizeRoutes } from './authorize.ts';
import { oauthMetadataRoutes } from './metadata.ts';
import { oauthTokenRoutes } from './token.ts';
import { oauthUserInfoRoutes } from './user-info.ts';

const READABLE_BY_ALL = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/oauth/token',
  '/oauth/token/revoke',
  '/oauth/token_info',
  '/oauth/userinfo',
];

/**
 * The OAuth provider. Clients run on any origin, so every page may call and read the endpoints that use a token or code and no
 * cookie. `/oauth/authorize` is for navigations, and no page may read it.
 */
export function oauthRoutes(instance: Instance): Hono<CallEnv> {
  const app = new Hono<CallEnv>({ strict: false });
  const readable = cors({
    origin: '*',
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-type'],
  });
  for (const path of READABLE_BY_ALL) app.use(path, readable);
  for (const routes of [oauthMetadataRoutes, oauthTokenRoutes, oauthUserInfoRoutes, oauthAuthorizeRoutes]) {
    app.route('/', routes(instance));
  }
  return app;
}
