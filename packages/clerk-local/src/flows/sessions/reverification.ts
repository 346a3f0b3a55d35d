import { ApiError, invalidField, missingField, unauthenticated } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { Reverification, SessionRow } from '../../store/session-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { proveSecondFactor } from '../second-factors/prove-second-factor.ts';
import { hasSecondFactor } from '../second-factors/second-factors.ts';
import { verifiedBy } from '../sign-in/attempts.ts';
import { checkCode, sendCode } from '../sign-in/one-time-codes.ts';
import { assertPassword } from '../sign-in/sign-in.ts';
import { isLive } from './sessions.ts';

/** How old the proof for a sensitive action may be. */
const FRESH_MS = 10 * 60_000;
const LEVELS: readonly string[] = ['first_factor', 'second_factor', 'multi_factor'];

/**
 * Begins a reverification of a signed-in user.
 *
 * @param level As it was sent. For a user without a second factor the first counts for both, as in the SDK's own check.
 * @throws {ApiError} 422 `form_param_value_invalid`.
 * @source FAPI `startVerification`; `@clerk/shared` 4.36.0 `checkReverificationAuthorization`.
 */
export function startReverification(
  instance: Instance,
  session: SessionRow,
  level: string | undefined,
): SessionRow {
  if (level !== undefined && !isLevel(level)) {
    throw invalidField(
      'level',
      'form_param_value_invalid',
      'Ask for first_factor, second_factor or multi_factor.',
    );
  }
  const hasSecond = hasSecondFactor(requireUser(instance, session));
  return patch(instance, session, {
    level: level ?? 'first_factor',
    status: hasSecond && level === 'second_factor' ? 'needs_second_factor' : 'needs_first_factor',
    firstFactorVerification: null,
  });
}

/**
 * Requires that the user proved lately who they are, before a sensitive action: with the second factor where the session has had
 * one, else with the first.
 *
 * @throws {ApiError} 403 `session_reverification_required`: `useReverification` then asks the user and tries again.
 * @source Clerk docs, "Add reverification for sensitive actions": strongest available factor, 10 minutes; `@clerk/shared` 4.36.0
 *   `checkReverificationAuthorization`.
 */
export function assertRecentlyVerified({ nowMs }: Instance, session: SessionRow): void {
  const { firstFactorVerifiedAtMs, secondFactorVerifiedAtMs } = session;
  const atMs = secondFactorVerifiedAtMs ?? firstFactorVerifiedAtMs;
  if (atMs !== null && nowMs() - atMs < FRESH_MS) return;
  throw new ApiError(403, 'session_reverification_required', 'Verify again who you are, for this action.');
}

/**
 * Sends the code that `attemptReverification` accepts.
 *
 * @throws {ApiError} 400 `strategy_for_user_invalid`: not `email_code`, or not an address of the user; `verification_missing`,
 *   `session_reverification_missing`.
 */
export function prepareReverification(
  instance: Instance,
  session: SessionRow,
  input: { strategy: string | undefined; emailAddressId: string | undefined },
): SessionRow {
  const started = requireStep(session, 'needs_first_factor');
  const user = requireUser(instance, session);
  const address = instance.store.emailAddresses.get(input.emailAddressId ?? user.primaryEmailAddressId ?? '');
  if (input.strategy !== 'email_code' || address?.userId !== user.id) throw strategyInvalid();
  const firstFactorVerification = sendCode(instance, address.emailAddress, 'email_code');
  return patch(instance, session, { ...started, firstFactorVerification });
}

/**
 * Checks a password or code. A correct one makes the session as fresh as a new one; at level `multi_factor` the second
 * factor is asked for next.
 *
 * @throws {ApiError} 422 `form_password_incorrect`, `form_code_incorrect`; 400 `strategy_for_user_invalid`, `verification_expired`,
 *   `verification_failed`, `verification_missing`, `session_reverification_missing`.
 */
export async function attemptReverification(
  instance: Instance,
  session: SessionRow,
  input: { strategy: string | undefined; password: string | undefined; code: string | undefined },
): Promise<SessionRow> {
  const user = requireUser(instance, session);
  switch (input.strategy) {
    case 'password':
      requireStep(session, 'needs_first_factor');
      await assertPassword(user, input.password);
      break;
    case 'email_code': {
      const { firstFactorVerification } = requireStep(session, 'needs_first_factor');
      if (!input.code) throw missingField('code');
      if (!firstFactorVerification) throw notPrepared();
      checkCode(instance, firstFactorVerification, input.code);
      break;
    }
    default:
      requireStep(session, 'needs_first_factor');
      throw strategyInvalid();
  }
  const current = requireLive(instance, session);
  const started = requireStep(current, 'needs_first_factor');
  const atMs = instance.nowMs();
  const isHalfDone = started.level === 'multi_factor' && hasSecondFactor(requireUser(instance, current));
  instance.store.sessions.patch(current.id, { firstFactorVerifiedAtMs: atMs, updatedAtMs: atMs });
  return patch(instance, current, {
    ...started,
    status: isHalfDone ? 'needs_second_factor' : 'complete',
    firstFactorVerification: verifiedBy(input.strategy),
  });
}

/**
 * Checks a code of the app or a backup code; the session's second factor is then fresh again.
 *
 * @throws {ApiError} 400 `verification_missing`: another step comes first; else as `proveSecondFactor`.
 */
export function attemptSecondReverification(
  instance: Instance,
  session: SessionRow,
  input: { strategy: string | undefined; code: string | undefined },
): SessionRow {
  const started = requireStep(session, 'needs_second_factor');
  const keep = (changes: Partial<Reverification>) => patch(instance, session, { ...started, ...changes });
  proveSecondFactor(instance, requireUser(instance, session), input, {
    verification: started.secondFactorVerification,
    save: (secondFactorVerification) => keep({ secondFactorVerification }),
  });
  const atMs = instance.nowMs();
  instance.store.sessions.patch(session.id, { secondFactorVerifiedAtMs: atMs, updatedAtMs: atMs });
  return keep({ status: 'complete', secondFactorVerification: verifiedBy(input.strategy ?? '') });
}

function patch(instance: Instance, session: SessionRow, reverification: Reverification): SessionRow {
  return instance.store.sessions.patch(session.id, { reverification });
}

function requireStep({ reverification }: SessionRow, status: Reverification['status']): Reverification {
  if (!reverification) {
    throw new ApiError(
      400,
      'session_reverification_missing',
      'Start the verification of this session first.',
    );
  }
  if (reverification.status !== status) throw notPrepared();
  return reverification;
}

/** The session as it is now, after an await. @throws {ApiError} 401: it has ended meanwhile. */
function requireLive(instance: Instance, { id }: SessionRow): SessionRow {
  const session = instance.store.sessions.get(id);
  if (!session || !isLive(instance, session)) throw unauthenticated();
  return session;
}

function requireUser(instance: Instance, session: SessionRow): UserRow {
  const user = instance.store.users.get(session.userId);
  if (!user) throw new ApiError(404, 'resource_not_found', 'The user of this session was not found.');
  return user;
}

function isLevel(value: string): value is Reverification['level'] {
  return LEVELS.includes(value);
}

function strategyInvalid(): ApiError {
  return new ApiError(
    400,
    'strategy_for_user_invalid',
    'This way of proving it is not set up for this account.',
  );
}

function notPrepared(): ApiError {
  return new ApiError(400, 'verification_missing', 'Start or prepare this step first.');
}
