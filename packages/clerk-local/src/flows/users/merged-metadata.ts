import type { Metadata } from '../../store/user-rows.ts';
import { mergeMetadata } from './merge-metadata.ts';
import { requireFit } from './metadata-size.ts';

interface MetadataRow {
  readonly publicMetadata: Metadata;
  readonly privateMetadata: Metadata;
}

/**
 * The public and the private metadata of a row, each merged with what a request gives.
 *
 * @throws {ApiError} 422 `form_param_exceeds_allowed_size`: one of them would be too large.
 * @source `MergeOrganizationMetadata`, `UpdateOrganizationMembershipMetadata`.
 */
export function mergedMetadata(
  { publicMetadata, privateMetadata }: MetadataRow,
  given: {
    readonly public_metadata?: Metadata | undefined;
    readonly private_metadata?: Metadata | undefined;
  },
): MetadataRow {
  return {
    publicMetadata: requireFit('public_metadata', mergeMetadata(publicMetadata, given.public_metadata ?? {})),
    privateMetadata: requireFit(
      'private_metadata',
      mergeMetadata(privateMetadata, given.private_metadata ?? {}),
    ),
  };
}
