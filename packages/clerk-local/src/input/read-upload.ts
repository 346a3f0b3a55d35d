import type { Context } from 'hono';
import { ApiError } from '../errors/api-error.ts';

/** @returns what the form field `file` holds, not checked. @throws {ApiError} 400 `request_body_invalid`: the body is not a form. */
export async function readUpload(c: Context): Promise<unknown> {
  try {
    return (await c.req.parseBody()).file;
  } catch {
    throw new ApiError(400, 'request_body_invalid', 'The request body could not be read.');
  }
}
