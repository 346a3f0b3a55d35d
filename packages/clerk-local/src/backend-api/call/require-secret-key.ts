import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../../errors/api-error.ts';

/**
 * Lets only the holder of the secret key through.
 *
 * @throws {ApiError} 401 `authorization_header_format_invalid`: no Bearer value; 401 `clerk_key_invalid`: another one.
 * @source clerk/openapi-specs `AuthenticationInvalid`.
 */
export function requireSecretKey({ secretKey }: { secretKey: string }): MiddlewareHandler {
  const expected = sha256(secretKey);
  return async (c, next) => {
    const given = /^bearer\s+(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (!given) {
      throw new ApiError(
        401,
        'authorization_header_format_invalid',
        'Send the secret key as a Bearer token.',
      );
    }
    // Digests have one length, so the comparison takes the same time for every input.
    if (!timingSafeEqual(sha256(given), expected)) {
      throw new ApiError(401, 'clerk_key_invalid', 'The secret key is not the one of this instance.');
    }
    await next();
  };
}

/** 401: the path is the Backend API's and the request has no secret key. */
export function missingSecretKey(): ApiError {
  return new ApiError(401, 'authorization_header_format_invalid', 'Send the secret key as a Bearer token.');
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
