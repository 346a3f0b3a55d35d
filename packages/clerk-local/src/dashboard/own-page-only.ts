import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors/api-error.ts';

/**
 * Lets only these pages' own forms act. An app on a sibling subdomain is another origin although it is the same site, so
 * `SameSite` would not do; a request without Origin comes from no form of ours.
 */
export function ownPageOnly(): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
    const isOwnOrigin = c.req.header('origin') === `http://${c.req.header('host')}`;
    const isOwnSite = (c.req.header('sec-fetch-site') ?? 'same-origin') === 'same-origin';
    if (!isOwnOrigin || !isOwnSite) {
      throw new ApiError(403, 'own_page_required', "Only the developer's own pages may do this.");
    }
    await next();
  };
}
