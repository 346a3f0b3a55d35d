import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';

/** What other members of an organization may see of a user. */
export function toPublicUserDataJSON(instance: Instance, user: UserRow) {
  return {
    user_id: user.id,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: avatarUrl(instance, user.id, user.imageUrl),
    has_image: user.imageUrl !== null,
    identifier: identifierOf(instance, user),
    username: user.username,
  };
}

/** How a user is named in lists: primary address, else username, else id. */
export function identifierOf(instance: Instance, user: UserRow): string {
  const primary = user.primaryEmailAddressId ?? '';
  return instance.store.emailAddresses.get(primary)?.emailAddress ?? user.username ?? user.id;
}

/** A picture that needs no other host: the local Clerk draws initials at `/avatars/<id>.svg`. */
export function avatarUrl(instance: Instance, id: string, imageUrl: string | null): string {
  return imageUrl ?? `${instance.publicUrl}/avatars/${id}.svg`;
}
