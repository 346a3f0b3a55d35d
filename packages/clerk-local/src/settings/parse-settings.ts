import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';

/**
 * Checks settings that were sent to a control, passed to a setter, or given as a start option.
 *
 * @param hint What to send instead: `Send {"mode": "on"} or {"mode": "off"}.`
 * @throws {ApiError} 400 with `code`; the message is the hint, then every field that is wrong.
 */
export function parseSettings<Output>(
  schema: z.ZodType<Output>,
  input: unknown,
  { code, hint }: { code: string; hint: string },
): Output {
  const { success, data, error } = schema.safeParse(input);
  if (success) return data;
  throw new ApiError(400, code, `${hint} ${z.prettifyError(error)}`);
}
