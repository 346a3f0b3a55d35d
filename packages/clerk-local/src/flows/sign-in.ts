import { ApiError, invalidField, missingField, notFound } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Instance } from '../instance.ts';
import { assertPasswordAllowed, hashPassword, verifyPassword } from '../passwords.ts';
import type { SessionActivity, SignInRow, UserRow, Verification } from '../store/rows.ts';
import { signInClient } from './clients.ts';
import { checkCode, sendCode } from './one-time-codes.ts';
import { createSession, endSessions } from './sessions.ts';
import { redeemSignInToken } from './sign-in-tokens.ts';
import { findVerifiedEmail } from './users.ts';

const ATTEMPT_LIFETIME_MS = 24 * 60 * 60 * 1000;
const RESET_STRATEGY = 'reset_password_email_code';
const CODE_STRATEGIES = new Set(['email_code', RESET_STRATEGY]);

/** Who is signing in where: the browser's client, and what the list of devices will show. */
export interface SignInPlace {
  clientId: string;
  activity: SessionActivity;
}

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
 * @throws {ApiError} 422 `form_identifier_not_found`, `form_password_incorrect`, `strategy_for_user_invalid`.
 */
export async function startSignIn(
  instance: Instance,
  place: SignInPlace,
  input: SignInInput,
): Promise<SignInRow> {
  if (input.strategy === 'ticket') return signInWithTicket(instance, place, input.ticket);
  if (!input.identifier) return keepAttempt(instance, newAttempt(instance, place.clientId));
  const email = findVerifiedEmail(instance, input.identifier.trim());
  const user = instance.store.users.get(email?.userId ?? '');
  if (!email || !user) {
    throw invalidField('identifier', 'form_identifier_not_found', "Couldn't find your account.");
  }
  assertMaySignIn(user);
  const row = keepAttempt(instance, {
    ...newAttempt(instance, place.clientId),
    status: 'needs_first_factor',
    identifier: email.emailAddress,
    userId: user.id,
  });
  if (input.password) return attemptFirstFactor(instance, place, row, { ...input, strategy: 'password' });
  if (input.strategy !== undefined && CODE_STRATEGIES.has(input.strategy)) {
    return prepareFirstFactor(instance, row, { strategy: input.strategy, emailAddressId: email.id });
  }
  return row;
}

/** Sends the code of a code strategy. @throws {ApiError} 422 `strategy_for_user_invalid`, 404: not an address of this user. */
export function prepareFirstFactor(instance: Instance, row: SignInRow, input: SignInInput): SignInRow {
  const user = requireUser(instance, row);
  if (input.strategy === undefined || !CODE_STRATEGIES.has(input.strategy)) throw strategyInvalid();
  const address = instance.store.emailAddresses.get(input.emailAddressId ?? user.primaryEmailAddressId ?? '');
  if (!address || address.userId !== user.id || address.verification?.status !== 'verified') {
    throw notFound('This email address');
  }
  const firstFactorVerification = sendCode(instance, address.emailAddress, input.strategy);
  return patchAttempt(instance, row, { firstFactorVerification });
}

/** Proves the first factor by password or code; all right: signs in (or asks for a new password). */
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
    return completeSignIn(instance, place, row, 'password');
  }
  if (input.strategy === undefined || !CODE_STRATEGIES.has(input.strategy)) throw strategyInvalid();
  const verification = row.firstFactorVerification;
  if (verification?.strategy !== input.strategy) throw notPrepared();
  if (!input.code) throw missingField('code');
  const firstFactorVerification = checkCode(instance, verification, input.code);
  const proven = patchAttempt(instance, row, { firstFactorVerification });
  if (input.strategy === RESET_STRATEGY)
    return patchAttempt(instance, proven, { status: 'needs_new_password' });
  return completeSignIn(instance, place, proven, input.strategy);
}

/** Last step of "forgot password": sets the new one and signs in. */
export async function resetPassword(
  instance: Instance,
  place: SignInPlace,
  row: SignInRow,
  input: { password: string | undefined; signOutOthers: boolean },
): Promise<SignInRow> {
  const user = requireUser(instance, row);
  if (row.status !== 'needs_new_password') throw notPrepared();
  if (!input.password) throw missingField('password');
  assertPasswordAllowed(input.password, 'password');
  const passwordHash = await hashPassword(input.password);
  const atMs = instance.nowMs();
  instance.store.users.patch(user.id, { passwordHash, passwordLastUpdatedAtMs: atMs, updatedAtMs: atMs });
  if (input.signOutOthers) {
    endSessions(
      instance,
      instance.store.sessions.list((session) => session.userId === user.id),
      'ended',
    );
  }
  return completeSignIn(instance, place, row, RESET_STRATEGY);
}

/** @throws {ApiError} 403 `user_banned`, 422 `user_locked`. */
function assertMaySignIn(user: UserRow): void {
  if (user.banned) throw new ApiError(403, 'user_banned', 'This account is banned.');
  if (user.locked) throw new ApiError(422, 'user_locked', 'This account is locked.');
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
  return completeSignIn(instance, place, row, 'ticket', token.actor);
}

function completeSignIn(
  instance: Instance,
  { clientId, activity }: SignInPlace,
  row: SignInRow,
  strategy: string,
  actor: { sub: string } | null = null,
): SignInRow {
  const user = requireUser(instance, row);
  assertMaySignIn(user);
  const session = createSession(instance, { userId: user.id, clientId, activity, actor });
  signInClient(instance, clientId, session, strategy);
  const firstFactorVerification = row.firstFactorVerification ?? verifiedBy(strategy);
  return patchAttempt(instance, row, {
    status: 'complete',
    createdSessionId: session.id,
    firstFactorVerification,
  });
}

/** @throws {ApiError} 422 `form_password_incorrect`, `strategy_for_user_invalid`; 422 `form_param_nil`. */
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

function newAttempt(instance: Instance, clientId: string): SignInRow {
  const atMs = instance.nowMs();
  return {
    id: newId('sia'),
    clientId,
    status: 'needs_identifier',
    identifier: null,
    userId: null,
    firstFactorVerification: null,
    createdSessionId: null,
    abandonAtMs: atMs + ATTEMPT_LIFETIME_MS,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

function keepAttempt({ store }: Instance, row: SignInRow): SignInRow {
  const previous = store.clients.get(row.clientId)?.signInId;
  if (previous) store.signIns.delete(previous);
  store.clients.patch(row.clientId, { signInId: row.id });
  return store.signIns.set(row);
}

function patchAttempt({ store, nowMs }: Instance, row: SignInRow, changes: Partial<SignInRow>): SignInRow {
  return store.signIns.patch(row.id, { ...changes, updatedAtMs: nowMs() });
}

function requireUser(instance: Instance, row: SignInRow): UserRow {
  const user = instance.store.users.get(row.userId ?? '');
  if (!user) throw invalidField('identifier', 'form_identifier_not_found', "Couldn't find your account.");
  return user;
}

function verifiedBy(strategy: string): Verification {
  return { status: 'verified', strategy, attempts: null, expireAtMs: null, codeId: null };
}

function strategyInvalid(): ApiError {
  return new ApiError(
    422,
    'strategy_for_user_invalid',
    'This way of signing in is not set up for this account.',
  );
}

function alreadyVerified(): ApiError {
  return new ApiError(400, 'verification_already_verified', 'This has already been verified.');
}

function notPrepared(): ApiError {
  return new ApiError(400, 'verification_missing', 'Prepare this step first.');
}
