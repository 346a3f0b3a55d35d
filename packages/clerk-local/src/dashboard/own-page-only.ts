import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors/api-error.ts';

/**
 * Accepts changes only from these pages' own forms. An app on a sibling subdomain is another origin but the same site, so
 * `SameSite` does not keep it out. A request without Origin comes from no form of these pages.
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
