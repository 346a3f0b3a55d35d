import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../errors/api-error.ts';
import { isLoopbackHost } from '../http/known-host.ts';

/**
 * Keeps web pages out. Browsers put Origin on every PUT and POST of a page and Sec-Fetch-Site on everything they send. They reach
 * the Clerk by its public name or, where a page rebinds a name of its own to 127.0.0.1, by that name.
 *
 * @throws {ApiError} 400 `host_invalid`: another host than the loopback address. 403 `local_program_required`: sent by a page.
 */
export function requireLocalProgram(): MiddlewareHandler {
  return async (c, next) => {
    if (!isLoopbackHost(c.req.header('host') ?? '')) {
      throw new ApiError(400, 'host_invalid', 'Ask 127.0.0.1 and the port of the local Clerk itself.');
    }
    const isFromPage = c.req.header('origin') !== undefined;
    // `none`: typed into the address bar.
    if (isFromPage || (c.req.header('sec-fetch-site') ?? 'none') !== 'none') {
      throw new ApiError(403, 'local_program_required', 'A web page may not control the local Clerk.');
    }
    await next();
  };
}
