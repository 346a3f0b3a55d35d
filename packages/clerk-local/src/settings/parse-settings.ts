import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';

/**
 * Checks what a control was sent, or a start option of the same shape.
 *
 * @param hint What to send instead: `Send {"mode": "on"} or {"mode": "off"}.`
 * @throws {ApiError} 400 with `code`; the message is the hint, then every field that is wrong.
 */
export function parseControl<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  { code, hint }: { code: string; hint: string },
): Output {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  throw new ApiError(400, code, `${hint} ${z.prettifyError(error)}`);
}
