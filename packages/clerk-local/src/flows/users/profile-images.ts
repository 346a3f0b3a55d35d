import type { Instance } from '../../instance/instance.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { parsePicture } from '../pictures.ts';

/**
 * Stores a picture of a user.
 *
 * @param file What `readUpload` returned.
 * @returns the user with a new `imageUrl`, which differs for each upload.
 * @throws {ApiError} as `parsePicture`.
 */
export async function setProfileImage(instance: Instance, { id }: UserRow, file: unknown): Promise<UserRow> {
  const picture = await parsePicture(file);
  const atMs = instance.nowMs();
  // Looked up again after the wait: the user may have been deleted. `patch` refuses what is not there.
  const imageUrl = `${instance.publicUrl}/profile-images/${id}?v=${atMs}`;
  const user = instance.store.users.patch(id, { imageUrl, updatedAtMs: atMs });
  instance.store.profileImages.set({ id, ...picture });
  return user;
}

/** Back to the initials. */
export function deleteProfileImage(instance: Instance, { id }: UserRow): UserRow {
  instance.store.profileImages.delete(id);
  return instance.store.users.patch(id, { imageUrl: null, updatedAtMs: instance.nowMs() });
}
