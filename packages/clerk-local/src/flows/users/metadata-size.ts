import { invalidField } from '../../errors/api-error.ts';
import type { Metadata } from '../../store/user-rows.ts';

const MAX_BYTES = 8 * 1024;

export const METADATA_TOO_LARGE = 'form_param_exceeds_allowed_size';

/** Whether metadata has at most 8 KB as JSON. @source Clerk docs, "User metadata". */
export function fitsMetadata(metadata: Metadata): boolean {
  return Buffer.byteLength(JSON.stringify(metadata)) <= MAX_BYTES;
}

/**
 * Refuses metadata that is too large, also when only the merged object is.
 *
 * @returns the same metadata.
 * @throws {ApiError} 422 `form_param_exceeds_allowed_size`.
 */
export function requireFit(param: string, metadata: Metadata): Metadata {
  if (fitsMetadata(metadata)) return metadata;
  throw invalidField(param, METADATA_TOO_LARGE, `${param} has at most ${MAX_BYTES} bytes as JSON.`);
}
