import type { Context } from 'hono';
import type { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import { integerText, one, parseBody, parseQuery } from './parse-input.ts';

/** `limit` and `offset` of keys and tokens: at most 100, unlike elsewhere. @source clerk/openapi-specs `getApiKeys`, `getM2MTokens`. */
export const machinePageQuery = {
  limit: one(integerText(1, 100)),
  offset: one(integerText(0, Number.MAX_SAFE_INTEGER)),
};

/**
 * As `parseBody`, but every error is 400: at Clerk, keys and tokens are served by a separate service without 422.
 *
 * @throws {ApiError} 400 `request_body_invalid`, `form_param_*`.
 */
export function parseMachineBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  return parseBody(c, schema).catch((error: unknown) => {
    throw asBadRequest(error);
  });
}

/** As `parseQuery`. @throws {ApiError} 400 `form_param_*`. */
export function parseMachineQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  try {
    return parseQuery(c, schema);
  } catch (error) {
    throw asBadRequest(error);
  }
}

/** 400 on one parameter. */
export function badParameter(param: string, message: string): ApiError {
  return new ApiError(400, 'form_param_value_invalid', message, { meta: { param_name: param } });
}

/** Codes that Clerk's error index has with 422 only. */
const OWN_CODES = new Set(['form_param_max_length_exceeded', 'form_param_value_too_large']);

function asBadRequest(error: unknown): unknown {
  if (!(error instanceof ApiError)) return error;
  const code = OWN_CODES.has(error.code) ? 'form_param_value_invalid' : error.code;
  return new ApiError(400, code, error.message, error.details);
}
