import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ApiError } from '../errors/api-error.ts';

const MAX_BODY_BYTES = 1024 * 1024;

/** Refuses larger bodies, which would be kept and copied into every response. @throws {ApiError} 413 `request_body_too_large`. */
export function limitBody(): MiddlewareHandler {
  const onError = () => {
    throw new ApiError(413, 'request_body_too_large', 'The request body is larger than 1 MB.');
  };
  return bodyLimit({ maxSize: MAX_BODY_BYTES, onError });
}
