import { REASON_HEADER } from '@subdomain-sso/auth/reasons';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';

/**
 * Lets pages of the declared callers call, and no others. Never with credentials: the API does not read cookies.
 *
 * @param parties Exact origins.
 * @source Fetch standard "CORS protocol".
 */
export function answerCors(parties: readonly string[]): MiddlewareHandler {
  return cors({
    origin: (origin) => (parties.includes(origin) ? origin : null),
    allowMethods: ['GET', 'HEAD', 'PUT'],
    allowHeaders: ['authorization', 'content-type'],
    exposeHeaders: [REASON_HEADER, 'www-authenticate', 'retry-after', 'ratelimit', 'ratelimit-policy'],
    maxAge: MAX_AGE_SECONDS,
  });
}

/** Chromium keeps a preflight for at most two hours. The tokens of a removed caller are refused at once all the same. */
const MAX_AGE_SECONDS = 7200;
