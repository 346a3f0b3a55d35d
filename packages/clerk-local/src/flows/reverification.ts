import { ApiError, invalidField, missingField } from '../errors.ts';
import type { Instance } from '../instance.ts';
import type { Reverification, SessionRow, UserRow } from '../store/rows.ts';
import { checkCode, sendCode } from './one-time-codes.ts';
import { assertPassword } from './sign-in.ts';

const LEVELS: readonly string[] = ['first_factor', 'second_factor', 'multi_factor'];

/**
 * Begins a proof of somebody who is signed in already.
 *
 * @param level As it came; nobody here has a second factor, so that the first stands for it, as the SDK's own check does.
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
  return patch(instance, session, {
    level: level ?? 'first_factor',
    status: 'needs_first_factor',
    firstFactorVerification: null,
  });
}

/**
 * Sends the code that `attemptReverification` takes.
 *
 * @throws {ApiError} 422 `strategy_for_user_invalid`: not `email_code`, or not an address of theirs. 400 `verification_missing`.
 */
export function prepareReverification(
  instance: Instance,
  session: SessionRow,
  input: { strategy: string | undefined; emailAddressId: string | undefined },
): SessionRow {
  const started = requireStarted(session);
  const user = requireUser(instance, session);
  const address = instance.store.emailAddresses.get(input.emailAddressId ?? user.primaryEmailAddressId ?? '');
  if (input.strategy !== 'email_code' || address?.userId !== user.id) throw strategyInvalid();
  const firstFactorVerification = sendCode(instance, address.emailAddress, 'email_code');
  return patch(instance, session, { ...started, firstFactorVerification });
}

/**
 * Takes a password or code. A right one makes the session as fresh as one that has just begun.
 *
 * @throws {ApiError} 422 `form_password_incorrect`, `form_code_incorrect`, `strategy_for_user_invalid`; 400 `verification_expired`,
 *   `verification_failed`, `verification_missing`.
 */
export async function attemptReverification(
  instance: Instance,
  session: SessionRow,
  input: { strategy: string | undefined; password: string | undefined; code: string | undefined },
): Promise<SessionRow> {
  const started = requireStarted(session);
  const user = requireUser(instance, session);
  switch (input.strategy) {
    case 'password':
      await assertPassword(user, input.password);
      break;
    case 'email_code':
      if (!input.code) throw missingField('code');
      if (!started.firstFactorVerification) throw notPrepared();
      checkCode(instance, started.firstFactorVerification, input.code);
      break;
    default:
      throw strategyInvalid();
  }
  const atMs = instance.nowMs();
  instance.store.sessions.patch(session.id, { firstFactorVerifiedAtMs: atMs, updatedAtMs: atMs });
  const firstFactorVerification = {
    status: 'verified' as const,
    strategy: input.strategy,
    attempts: null,
    expireAtMs: null,
    codeId: null,
  };
  return patch(instance, session, { ...started, status: 'complete', firstFactorVerification });
}

function patch(instance: Instance, session: SessionRow, reverification: Reverification): SessionRow {
  return instance.store.sessions.patch(session.id, { reverification });
}

function requireStarted({ reverification }: SessionRow): Reverification {
  if (!reverification || reverification.status === 'complete') throw notPrepared();
  return reverification;
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
    422,
    'strategy_for_user_invalid',
    'This way of proving it is not set up for this account.',
  );
}

function notPrepared(): ApiError {
  return new ApiError(400, 'verification_missing', 'Start or prepare this step first.');
}
