import type { MiddlewareHandler } from 'hono';
import { ApiError } from './errors.ts';
import type { Instance } from './instance.ts';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Refuses requests for any other host: a page that rebinds its own name to 127.0.0.1 would else be same-origin with us. */
export function requireKnownHost(instance: Instance): MiddlewareHandler {
  return async (c, next) => {
    if (!isKnownHost(c.req.header('host') ?? '', instance.options.frontendApiHost)) {
      throw new ApiError(421, 'host_invalid', 'This host is not served by the local Clerk.');
    }
    await next();
  };
}

function isKnownHost(host: string, frontendApiHost: string): boolean {
  return host === frontendApiHost || LOOPBACK_NAMES.has(host.replace(/:\d+$/, ''));
}
