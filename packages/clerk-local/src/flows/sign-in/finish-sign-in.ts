import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SignInRow } from '../../store/sign-in-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { hasSecondFactor } from '../second-factors/second-factors.ts';
import { signInClient } from '../sessions/clients.ts';
import { createSession } from '../sessions/sessions.ts';
import { patchAttempt, requireUser, type SignInPlace, verifiedBy } from './attempts.ts';
import { needsClientTrust } from './needs-client-trust.ts';

const KEPT_ATTEMPTS = 500;

/** What is needed after the first factor; `none`: the user is signed in. */
type NextStep = 'none' | 'needs_second_factor' | 'needs_client_trust';

/**
 * Continues after the first factor was verified: signs in, or asks for what else this account needs.
 *
 * @param strategy Of the first factor: `password`, `email_code`, `reset_password_email_code`.
 * @throws {ApiError} See `assertMaySignIn`.
 */
export function passFirstFactor(
  instance: Instance,
  place: SignInPlace,
  row: SignInRow,
  strategy: string,
): SignInRow {
  const user = requireUser(instance, row);
  assertMaySignIn(user);
  const { firstFactorVerification: given } = row;
  const isGiven = given?.status === 'verified' && given.strategy === strategy;
  const firstFactorVerification = isGiven ? given : verifiedBy(strategy);
  const proven = patchAttempt(instance, row, { firstFactorVerification });
  const status = nextStep(instance, proven, user, strategy);
  return status === 'none'
    ? completeSignIn(instance, place, proven, { strategy })
    : patchAttempt(instance, proven, { status });
}

/** Signs in. The caller has checked every factor. */
export function completeSignIn(
  instance: Instance,
  { clientId, activity }: SignInPlace,
  row: SignInRow,
  { strategy, actor = null, hasProvenSecondFactor = false }: Completion,
): SignInRow {
  const user = requireUser(instance, row);
  assertMaySignIn(user);
  const session = createSession(instance, { userId: user.id, clientId, activity, actor });
  if (hasProvenSecondFactor) {
    instance.store.sessions.patch(session.id, { secondFactorVerifiedAtMs: instance.nowMs() });
  }
  signInClient(instance, clientId, session, strategy);
  clearOldAttempts(instance);
  return patchAttempt(instance, row, { status: 'complete', createdSessionId: session.id });
}

/** A finished attempt is read once more at most, right afterwards, and there is one for each sign-in. */
function clearOldAttempts({ store: { signIns } }: Instance): void {
  if (signIns.count() < 2 * KEPT_ATTEMPTS) return;
  const finished = signIns.list(({ status }) => status === 'complete');
  for (const { id } of finished.slice(0, -KEPT_ATTEMPTS)) signIns.delete(id);
}

export interface Completion {
  /** Strategy that the browser suggests next time. */
  strategy: string;
  actor?: { sub: string } | null;
  /** Becomes part of `fva`. */
  hasProvenSecondFactor?: boolean;
}

/** @throws {ApiError} 403 `user_banned`, `user_locked`. */
export function assertMaySignIn(user: UserRow): void {
  if (user.banned) throw new ApiError(403, 'user_banned', 'This account is banned.');
  if (user.locked) throw new ApiError(403, 'user_locked', 'This account is locked.');
}

/** A user's own second factor is asked for instead of a code for the new browser. */
function nextStep(instance: Instance, row: SignInRow, user: UserRow, strategy: string): NextStep {
  if (hasSecondFactor(user)) return 'needs_second_factor';
  return needsClientTrust(instance, row, user, strategy) ? 'needs_client_trust' : 'none';
}
