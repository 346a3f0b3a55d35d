import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { identifierOf } from '../wire/public-user.ts';

/** First and last name, else the identifier. */
export function nameOf(instance: Instance, user: UserRow): string {
  return [user.firstName, user.lastName].filter(Boolean).join(' ') || identifierOf(instance, user);
}
