import type { Instance } from '../../instance/instance.ts';
import { readSessionTasks } from '../../settings/session-tasks.ts';
import type { SessionRow, SessionStatus } from '../../store/session-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { hasSecondFactor } from '../second-factors/second-factors.ts';

/** @source `@clerk/shared` 4.36.0 `SessionTask`. */
export interface SessionTaskJSON {
  key: 'reset-password' | 'setup-mfa' | 'choose-organization';
}

/**
 * What a session's user has to do before the session is active. Derived from the rows each time: however a
 * password is changed, a factor set up or an organization made active, the task is done.
 *
 * @returns in the order in which the components ask; empty: the session is active. An impersonator has nothing to set up.
 */
export function tasksOf(instance: Instance, session: SessionRow): SessionTaskJSON[] {
  const user = instance.store.users.get(session.userId);
  if (!user) return [];
  const { membershipRequired, secondFactorRequired } = readSessionTasks(instance);
  const isOwn = session.actor === null;
  const open: [SessionTaskJSON['key'], boolean][] = [
    ['reset-password', isOwn && session.isPasswordResetAsked === true && isPasswordCompromised(user)],
    ['setup-mfa', isOwn && secondFactorRequired && !hasSecondFactor(user)],
    ['choose-organization', membershipRequired && session.lastActiveOrganizationId === null],
  ];
  return open.filter(([, isOpen]) => isOpen).map(([key]) => ({ key }));
}

/** The stored status, or `pending` while a live session has tasks. */
export function statusOf(instance: Instance, session: SessionRow): SessionStatus {
  return session.status === 'active' && tasksOf(instance, session).length > 0 ? 'pending' : session.status;
}

/** Whether the user's current password is the one that was marked as compromised. */
export function isPasswordCompromised({ passwordHash, compromisedPasswordHash }: UserRow): boolean {
  return passwordHash !== null && passwordHash === compromisedPasswordHash;
}
