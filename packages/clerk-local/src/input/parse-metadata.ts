import { ApiError, invalidField } from '../errors/api-error.ts';
import { requireFit } from '../flows/users/metadata-size.ts';
import type { Metadata } from '../store/user-rows.ts';
import { parseJson } from './parse-json.ts';

/** Reads metadata as clerk-js sends it: JSON text. @throws {ApiError} 422 `form_param_format_invalid`, `form_param_exceeds_allowed_size`. */
export function parseMetadata(param: string, text: string): Metadata {
  const value = readJson(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return requireFit(param, { ...value });
  }
  throw invalidField(param, 'form_param_format_invalid', `${param} must be a JSON object.`);
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof ApiError) return undefined;
    throw error;
  }
}
