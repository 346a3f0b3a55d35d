import type { Context } from 'hono';
import { ApiError } from '../errors/api-error.ts';

/** Reads the body of a control; none at all is `{}` where `isOptional`. @throws {ApiError} 400 `code`: not JSON. */
export async function readJson(
  c: Context,
  code: string,
  { isOptional = false }: { isOptional?: boolean } = {},
): Promise<unknown> {
  const text = await c.req.text();
  if (isOptional && text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, code, 'The body is not JSON.');
  }
}
