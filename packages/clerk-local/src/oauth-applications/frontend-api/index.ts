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
 * The OAuth provider. Programs are anywhere, not only on the apps' origins: whatever goes by a token or a code and by no cookie
 * may be called and read from every page; `/oauth/authorize` is for navigations and readable by none.
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
