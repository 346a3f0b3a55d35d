import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from '../errors/api-error.ts';

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Refuses larger bodies, which would be kept and copied into every response. Only a body without a stated length is counted while it
 * is read: for every other one the length is enough.
 *
 * @throws {ApiError} 413 `request_body_too_large`.
 */
export function limitBody(): MiddlewareHandler {
  const refuse = () => {
    throw new ApiError(413, 'request_body_too_large', 'The request body is larger than 1 MB.');
  };
  const countBytes = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuse });
  return async (c, next) => {
    if (c.req.header('transfer-encoding') !== undefined) return countBytes(c, next);
    if (Number(c.req.header('content-length') ?? 0) > MAX_BODY_BYTES) refuse();
    return next();
  };
}
