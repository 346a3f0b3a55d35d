import type { Instance } from '../../instance/instance.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { endSessions } from '../sessions/sessions.ts';

/** Keeps a person out and signs them out everywhere. */
export function banUser(instance: Instance, userId: string): UserRow {
  const { store, nowMs } = instance;
  // Before the ban: a banned user has no live session left to end, and their browsers would not be told.
  endSessions(
    instance,
    store.sessions.list((row) => row.userId === userId),
    'revoked',
  );
  return store.users.patch(userId, { banned: true, updatedAtMs: nowMs() });
}

export function unbanUser({ store, nowMs }: Instance, userId: string): UserRow {
  return store.users.patch(userId, { banned: false, updatedAtMs: nowMs() });
}
