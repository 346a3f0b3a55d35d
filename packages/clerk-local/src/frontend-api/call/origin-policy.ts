import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';

const EXPOSED_HEADERS = 'Authorization, Clerk-Db-Jwt, x-country, Retry-After';

/**
 * Accepts calls with cookies only from pages of the allowed origins. An unknown Origin gets 400 and no CORS header,
 * so a page of `evil.acme.localhost` can neither read a response nor cause a change.
 */
export function enforceOriginPolicy(instance: Instance): MiddlewareHandler {
  return async (c, next) => {
    const isApp = allowReading(instance, c);
    if (c.req.header('origin') === undefined) return next();
    if (!isApp) {
      throw new ApiError(400, 'origin_invalid', 'This origin is not one of the apps of this instance.');
    }
    if (c.req.method !== 'OPTIONS') return next();
    c.header('Access-Control-Allow-Headers', 'authorization, content-type');
    c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE, OPTIONS');
    c.header('Access-Control-Max-Age', '600');
    return c.body(null, 204);
  };
}

/**
 * Gives a response the headers with which a page of one of the apps may read it.
 *
 * @returns whether the call is from such a page; if not, no header is set.
 */
export function allowReading({ options, publicUrl }: Instance, c: Context): boolean {
  c.header('Vary', 'Origin', { append: true });
  const origin = c.req.header('origin');
  if (origin === undefined || ![...options.allowedOrigins, publicUrl].includes(origin)) return false;
  c.header('Access-Control-Allow-Origin', origin);
  c.header('Access-Control-Allow-Credentials', 'true');
  c.header('Access-Control-Expose-Headers', EXPOSED_HEADERS);
  return true;
}

/**
 * Reads a redirect target.
 *
 * @param value Absolute URL, from a query.
 * @throws {ApiError} 400 `invalid_url` or `redirect_url_invalid`: its origin is not one of the apps' (exact match).
 */
export function parseRedirectUrl(instance: Instance, value: string | undefined): URL {
  if (!value || !URL.canParse(value)) {
    throw new ApiError(400, 'invalid_url', 'redirect_url must be an absolute URL.', {
      meta: { param_name: 'redirect_url' },
    });
  }
  const url = new URL(value);
  if (!instance.options.allowedOrigins.includes(url.origin)) {
    throw new ApiError(400, 'redirect_url_invalid', 'redirect_url is not one of the apps of this instance.', {
      meta: { param_name: 'redirect_url' },
    });
  }
  return url;
}
