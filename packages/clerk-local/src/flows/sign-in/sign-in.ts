import { invalidField, missingField, notFound } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SignInRow } from '../../store/sign-in-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import { endSessions } from '../sessions/sessions.ts';
import { findVerifiedEmail } from '../users/users.ts';
import {
  alreadyVerified,
  assertClientFree,
  identifierNotFound,
  keepAttempt,
  newAttempt,
  notPrepared,
  patchAttempt,
  requireOwnAddress,
  requireUser,
  rereadAttempt,
  type SignInPlace,
  strategyInvalid,
  verifiedBy,
} from './attempts.ts';
import { assertNotCompromised, assertOtherPassword, newPasswordFields } from './compromised-passwords.ts';
import { assertMaySignIn, completeSignIn, passFirstFactor } from './finish-sign-in.ts';
import { checkCode, sendCode } from './one-time-codes.ts';
import { assertPasswordAllowed, hashPassword, verifyPassword } from './passwords.ts';
import { redeemSignInToken } from './sign-in-tokens.ts';

const RESET_STRATEGY = 'reset_password_email_code';
const CODE_STRATEGIES = new Set(['email_code', RESET_STRATEGY]);

/** Fields of a sign-in call; undefined and `''` both mean "not given". */
export interface SignInInput {
  identifier?: string | undefined;
  strategy?: string | undefined;
  password?: string | undefined;
  code?: string | undefined;
  ticket?: string | undefined;
  emailAddressId?: string | undefined;
}

/**
 * Starts an attempt; it replaces the client's current one. With a password or ticket it may be complete at once, with a
 * code strategy the code is sent at once.
 *
 * @throws {ApiError} 422 `form_identifier_not_found`, `form_password_incorrect`, `form_password_compromised`;
 *   400 `strategy_for_user_invalid`, `session_exists`; as `redeemSignInToken`.
 */
export async function startSignIn(
  instance: Instance,
  place: SignInPlace,
  input: SignInInput,
): Promise<SignInRow> {
  if (input.strategy === 'ticket') return signInWithTicket(instance, place, input.ticket);
  if (!input.identifier) return keepAttempt(instance, newAttempt(instance, place.clientId));
  const { user, identifier, emailAddressId } = findAccount(instance, input.identifier.trim());
  assertMaySignIn(user);
  const attempt: SignInRow = {
    ...newAttempt(instance, place.clientId),
    status: 'needs_first_factor',
    identifier,
    userId: user.id,
  };
  if (input.password) {
    // Before it is stored: of several attempts at once, none replaces another whose password is being checked.
    await assertPassword(user, input.password);
    assertNotCompromised(instance, user);
    assertClientFree(instance, place.clientId);
    return passFirstFactor(instance, place, keepAttempt(instance, attempt), 'password');
  }
  const row = keepAttempt(instance, attempt);
  if (input.strategy !== undefined && CODE_STRATEGIES.has(input.strategy)) {
    return prepareFirstFactor(instance, row, { strategy: input.strategy, emailAddressId });
  }
  return row;
}

/** By verified address, or by the username that the Backend API gave the account. @throws {ApiError} 422 `form_identifier_not_found`. */
function findAccount(instance: Instance, identifier: string) {
  const email = findVerifiedEmail(instance, identifier);
  const owner = instance.store.users.get(email?.userId ?? '');
  if (email && owner) return { user: owner, identifier: email.emailAddress, emailAddressId: email.id };
  const [user] = instance.store.users.listBy('username', identifier);
  if (!user) throw identifierNotFound();
  return { user, identifier, emailAddressId: undefined };
}

/** Sends the code of a code strategy. @throws {ApiError} 400 `strategy_for_user_invalid`, 422 `form_param_value_invalid`: not an address of this user. */
export function prepareFirstFactor(instance: Instance, row: SignInRow, input: SignInInput): SignInRow {
  const user = requireUser(instance, row);
  if (input.strategy === undefined || !CODE_STRATEGIES.has(input.strategy)) throw strategyInvalid();
  const address = requireOwnAddress(instance, user, input.emailAddressId);
  const firstFactorVerification = sendCode(instance, address.emailAddress, input.strategy);
  return patchAttempt(instance, row, { firstFactorVerification });
}

/** Checks the first factor, a password or code; if it is correct, signs in or asks for a new password. */
export async function attemptFirstFactor(
  instance: Instance,
  place: SignInPlace,
  row: SignInRow,
  input: SignInInput,
): Promise<SignInRow> {
  const user = requireUser(instance, row);
  if (row.status === 'complete') throw alreadyVerified();
  if (input.strategy === 'password') {
    await assertPassword(user, input.password);
    assertNotCompromised(instance, user);
    return passFirstFactor(instance, place, rereadAttempt(instance, row), 'password');
  }
  assertClientFree(instance, row.clientId);
  if (input.strategy === undefined || !CODE_STRATEGIES.has(input.strategy)) throw strategyInvalid();
  const verification = row.firstFactorVerification;
  if (verification?.strategy !== input.strategy) throw notPrepared();
  if (!input.code) throw missingField('code');
  const firstFactorVerification = checkCode(instance, verification, input.code);
  const proven = patchAttempt(instance, row, { firstFactorVerification });
  if (input.strategy === RESET_STRATEGY)
    return patchAttempt(instance, proven, { status: 'needs_new_password' });
  return passFirstFactor(instance, place, proven, input.strategy);
}

/** Sets the new password, the last step of "forgot password", and continues with the sign-in. */
export async function resetPassword(
  instance: Instance,
  place: SignInPlace,
  row: SignInRow,
  input: { password: string | undefined; signOutOthers: boolean },
): Promise<SignInRow> {
  if (row.status !== 'needs_new_password') throw notPrepared();
  if (!input.password) throw missingField('password');
  assertPasswordAllowed(input.password, 'password');
  await assertOtherPassword(requireUser(instance, row), input.password, 'password');
  const passwordHash = await hashPassword(instance, input.password);
  const current = rereadAttempt(instance, row);
  const user = requireUser(instance, current);
  if (current.status !== 'needs_new_password') throw notPrepared();
  instance.store.users.patch(user.id, {
    ...newPasswordFields(instance, passwordHash),
    updatedAtMs: instance.nowMs(),
  });
  if (input.signOutOthers) {
    endSessions(instance, instance.store.sessions.listBy('userId', user.id), 'ended');
  }
  return passFirstFactor(instance, place, current, RESET_STRATEGY);
}

function signInWithTicket(instance: Instance, place: SignInPlace, ticket: string | undefined): SignInRow {
  const token = redeemSignInToken(instance, ticket);
  const user = instance.store.users.get(token.userId);
  if (!user) throw notFound('The user of this ticket');
  assertMaySignIn(user);
  const email = instance.store.emailAddresses.get(user.primaryEmailAddressId ?? '');
  const row = keepAttempt(instance, {
    ...newAttempt(instance, place.clientId),
    status: 'needs_first_factor',
    identifier: email?.emailAddress ?? null,
    userId: user.id,
    firstFactorVerification: verifiedBy('ticket'),
  });
  // The ticket was made with the secret key, so no second factor is asked for.
  return completeSignIn(instance, place, row, { strategy: 'ticket', actor: token.actor });
}

/** @throws {ApiError} 422 `form_password_incorrect`, `form_param_nil`; 400 `strategy_for_user_invalid`. */
export async function assertPassword(user: UserRow, password: string | undefined): Promise<void> {
  if (!password) throw missingField('password');
  if (user.passwordHash === null) throw strategyInvalid();
  if (!(await verifyPassword(password, user.passwordHash))) {
    throw invalidField(
      'password',
      'form_password_incorrect',
      'Password is incorrect. Try again, or use another method.',
    );
  }
}
