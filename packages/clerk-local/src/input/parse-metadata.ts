import { invalidField } from '../errors/api-error.ts';
import type { Metadata } from '../store/user-rows.ts';

/** Reads metadata as clerk-js sends it: JSON text. @throws {ApiError} 422 `form_param_format_invalid`. */
export function parseMetadata(param: string, text: string): Metadata {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Refused below.
  }
  throw invalidField(param, 'form_param_format_invalid', `${param} must be a JSON object.`);
}
