import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';

const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Refuses requests for any other host: otherwise a page that rebinds its own name to 127.0.0.1 would have the same origin. */
export function requireKnownHost(instance: Instance): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? '';
    if (host !== instance.options.frontendApiHost && !isLoopbackHost(host)) {
      throw new ApiError(400, 'host_invalid', 'This host is not served by the local Clerk.');
    }
    await next();
  };
}

/** Whether a Host header names this machine itself, on any port. */
export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAMES.has(host.replace(/:\d+$/, ''));
}
