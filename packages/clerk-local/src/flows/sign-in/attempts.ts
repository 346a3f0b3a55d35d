import { ApiError, invalidField, notFound, unauthenticated } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { SessionActivity } from '../../store/session-rows.ts';
import type { SignInRow } from '../../store/sign-in-rows.ts';
import type { EmailAddressRow, UserRow, Verification } from '../../store/user-rows.ts';
import { liveSessionsOf } from '../sessions/sessions.ts';

const ATTEMPT_LIFETIME_MS = 24 * 60 * 60 * 1000;

/** Where a sign-in happens: the browser's client, and what the list of devices will show. */
export interface SignInPlace {
  clientId: string;
  activity: SessionActivity;
}

/** A new attempt without any factor; `keepAttempt` stores it as the client's. */
export function newAttempt(instance: Instance, clientId: string): SignInRow {
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

/** Stores an attempt as the client's current one; it replaces the one before. */
export function keepAttempt({ store }: Instance, row: SignInRow): SignInRow {
  const previous = store.clients.get(row.clientId)?.signInId;
  if (previous) store.signIns.delete(previous);
  store.clients.patch(row.clientId, { signInId: row.id });
  return store.signIns.set(row);
}

export function patchAttempt(
  { store, nowMs }: Instance,
  row: SignInRow,
  changes: Partial<SignInRow>,
): SignInRow {
  return store.signIns.patch(row.id, { ...changes, updatedAtMs: nowMs() });
}

/**
 * The attempt as it is now. Call it after every await: meanwhile the same browser may have finished or replaced it, or
 * signed in another way.
 *
 * @throws {ApiError} 400 `verification_already_verified`; 404: replaced; else as `assertClientFree`.
 */
export function rereadAttempt(instance: Instance, { id, clientId }: SignInRow): SignInRow {
  const row = instance.store.signIns.get(id);
  if (row?.status === 'complete') throw alreadyVerified();
  assertClientFree(instance, clientId);
  if (!row) throw notFound('This sign-in');
  return row;
}

/** @throws {ApiError} 400 `session_exists`: this instance allows one session per browser. 401: the browser's client was deleted. */
export function assertClientFree(instance: Instance, clientId: string): void {
  if (!instance.store.clients.get(clientId)) throw unauthenticated();
  if (liveSessionsOf(instance, clientId).length > 0) {
    throw new ApiError(400, 'session_exists', 'You are already signed in.');
  }
}

/** @throws {ApiError} 422 `form_identifier_not_found`: the attempt names no user, or the user was deleted. */
export function requireUser(instance: Instance, row: SignInRow): UserRow {
  const user = instance.store.users.get(row.userId ?? '');
  if (!user) throw identifierNotFound();
  return user;
}

/**
 * The address that a code is sent to: the named one, else the user's primary one.
 *
 * @throws {ApiError} 422 `form_param_value_invalid`: not a verified address of the user.
 */
export function requireOwnAddress(
  { store }: Instance,
  user: UserRow,
  emailAddressId: string | undefined,
): EmailAddressRow {
  const address = store.emailAddresses.get(emailAddressId ?? user.primaryEmailAddressId ?? '');
  if (!address || address.userId !== user.id || address.verification?.status !== 'verified') {
    throw invalidField(
      'email_address_id',
      'form_param_value_invalid',
      'This is no verified address of this account.',
    );
  }
  return address;
}

export function verifiedBy(strategy: string): Verification {
  return { status: 'verified', strategy, attempts: null, expireAtMs: null, codeId: null };
}

export function identifierNotFound(): ApiError {
  return invalidField('identifier', 'form_identifier_not_found', "Couldn't find your account.");
}

export function strategyInvalid(): ApiError {
  return new ApiError(
    400,
    'strategy_for_user_invalid',
    'This way of signing in is not set up for this account.',
  );
}

export function alreadyVerified(): ApiError {
  return new ApiError(400, 'verification_already_verified', 'This has already been verified.');
}

export function notPrepared(): ApiError {
  return new ApiError(400, 'verification_missing', 'Prepare this step first.');
}
