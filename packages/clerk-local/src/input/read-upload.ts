import type { Context } from 'hono';
import { ApiError } from '../errors/api-error.ts';

/**
 * Reads an uploaded file: the form field `file`, or a body in base64.
 *
 * @returns what was sent, not checked.
 * @throws {ApiError} 400 `request_body_invalid`: the body is not a form.
 * @source `@clerk/clerk-js` 6.34.1 `setProfileImage`, `setLogo`: text is sent as `application/octet-stream`.
 */
export async function readUpload(c: Context): Promise<unknown> {
  try {
    if (!c.req.header('content-type')?.startsWith('application/octet-stream')) {
      return (await c.req.parseBody()).file;
    }
    const base64 = (await c.req.text()).replace(/^data:[^,]*,/, '');
    return new Blob([Buffer.from(base64, 'base64')]);
  } catch {
    throw new ApiError(400, 'request_body_invalid', 'The request body could not be read.');
  }
}
