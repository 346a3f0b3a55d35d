import type { Instance } from '../../instance/instance.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { endSessions } from '../sessions/sessions.ts';

/** Bans a user and signs them out everywhere. */
export function banUser(instance: Instance, userId: string): UserRow {
  const { store, nowMs } = instance;
  // Before the ban: afterwards no session counts as live, and `__client_uat` of their browsers would not change.
  endSessions(instance, store.sessions.listBy('userId', userId), 'revoked');
  return store.users.patch(userId, { banned: true, updatedAtMs: nowMs() });
}

export function unbanUser({ store, nowMs }: Instance, userId: string): UserRow {
  return store.users.patch(userId, { banned: false, updatedAtMs: nowMs() });
}
