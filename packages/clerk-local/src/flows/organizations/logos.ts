import type { Instance } from '../../instance/instance.ts';
import type { OrganizationRow } from '../../store/organization-rows.ts';
import { parsePicture } from '../pictures.ts';

/**
 * Stores a picture for an organization.
 *
 * @param file What `readUpload` returned.
 * @returns the organization with its new `imageUrl`, which differs for each upload.
 * @throws {ApiError} as `parsePicture`.
 */
export async function setLogo(
  instance: Instance,
  { id }: OrganizationRow,
  file: unknown,
): Promise<OrganizationRow> {
  const picture = await parsePicture(file);
  const atMs = instance.nowMs();
  instance.store.organizationLogos.set({ id, ...picture });
  const imageUrl = `${instance.publicUrl}/organization-logos/${id}?v=${atMs}`;
  return instance.store.organizations.patch(id, { imageUrl, updatedAtMs: atMs });
}

/** Back to the initials. */
export function deleteLogo(instance: Instance, { id }: OrganizationRow): OrganizationRow {
  instance.store.organizationLogos.delete(id);
  return instance.store.organizations.patch(id, { imageUrl: null, updatedAtMs: instance.nowMs() });
}
