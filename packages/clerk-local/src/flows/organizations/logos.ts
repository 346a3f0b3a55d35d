import { invalidField, missingField } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { OrganizationRow } from '../../store/organization-rows.ts';

/** First bytes of the accepted picture formats. SVG is not accepted, because it can contain a script. */
const FORMATS: readonly { contentType: string; startsWith: string; offset?: number }[] = [
  { contentType: 'image/png', startsWith: '\x89PNG\r\n\x1a\n' },
  { contentType: 'image/jpeg', startsWith: '\xff\xd8\xff' },
  { contentType: 'image/gif', startsWith: 'GIF8' },
  { contentType: 'image/webp', startsWith: 'WEBP', offset: 8 },
];

/**
 * Stores a picture for an organization.
 *
 * @param file What the form field `file` held.
 * @returns the organization with its new `imageUrl`, which differs for each upload.
 * @throws {ApiError} 422 on `file`: absent, or by its bytes not PNG, JPEG, GIF or WebP.
 */
export async function setLogo(
  instance: Instance,
  { id }: OrganizationRow,
  file: unknown,
): Promise<OrganizationRow> {
  if (!(file instanceof Blob) || file.size === 0) throw missingField('file');
  const bytes = Buffer.from(await file.arrayBuffer());
  const format = FORMATS.find(
    ({ startsWith, offset = 0 }) =>
      bytes.toString('latin1', offset, offset + startsWith.length) === startsWith,
  );
  if (!format) {
    throw invalidField('file', 'form_param_format_invalid', 'A logo is a PNG, JPEG, GIF or WebP picture.');
  }
  const atMs = instance.nowMs();
  instance.store.organizationLogos.set({
    id,
    contentType: format.contentType,
    base64: bytes.toString('base64'),
  });
  const imageUrl = `${instance.publicUrl}/organization-logos/${id}?v=${atMs}`;
  return instance.store.organizations.patch(id, { imageUrl, updatedAtMs: atMs });
}

/** Back to the initials. */
export function deleteLogo(instance: Instance, { id }: OrganizationRow): OrganizationRow {
  instance.store.organizationLogos.delete(id);
  return instance.store.organizations.patch(id, { imageUrl: null, updatedAtMs: instance.nowMs() });
}
