import { invalidField } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { isPasswordCompromised } from '../sessions/session-tasks.ts';
import { endSessions } from '../sessions/sessions.ts';
import { verifyPassword } from './passwords.ts';

/**
 * Marks a password as compromised: until it is replaced it does not sign in, or sessions begun from then on have the
 * task to replace it; see `compromisedPasswords` of the options.
 *
 * @param revokeSessions Whether the user is signed out everywhere at once.
 */
export function setPasswordCompromised(instance: Instance, user: UserRow, revokeSessions: boolean): UserRow {
  const { store, nowMs } = instance;
  if (revokeSessions) {
    const theirs = store.sessions.listBy('userId', user.id);
    endSessions(instance, theirs, 'revoked');
  }
  return store.users.patch(user.id, { compromisedPasswordHash: user.passwordHash, updatedAtMs: nowMs() });
}

export function unsetPasswordCompromised({ store, nowMs }: Instance, user: UserRow): UserRow {
  return store.users.patch(user.id, { compromisedPasswordHash: null, updatedAtMs: nowMs() });
}

/**
 * Refuses a correct but compromised password, where the instance does that instead of giving the session the task to reset
 * it. Clerk's sign-in page then offers the other ways in; "forgot password" sets a new one.
 *
 * @throws {ApiError} 422 `form_password_compromised`.
 * @source `@clerk/shared` 4.36.0 `isPasswordCompromisedError`; `@clerk/ui` `SignInFactorOnePasswordCard`.
 */
export function assertNotCompromised({ options }: Instance, user: UserRow): void {
  if (options.compromisedPasswords === 'task' || !isPasswordCompromised(user)) return;
  throw invalidField(
    'password',
    'form_password_compromised',
    'Others may know this password. Set a new one, or sign in another way.',
  );
}

/**
 * Refuses to replace a compromised password with itself.
 *
 * @param param The form field that the error names.
 * @throws {ApiError} 422 `form_password_pwned`.
 */
export async function assertOtherPassword(user: UserRow, password: string, param: string): Promise<void> {
  if (!isPasswordCompromised(user) || user.passwordHash === null) return;
  if (await verifyPassword(password, user.passwordHash)) {
    throw invalidField(param, 'form_password_pwned', 'Others may know this password. Choose another one.');
  }
}

/** Fields of a user row with a new password. */
export function newPasswordFields({ nowMs }: Instance, passwordHash: string) {
  return { passwordHash, passwordLastUpdatedAtMs: nowMs() };
}
