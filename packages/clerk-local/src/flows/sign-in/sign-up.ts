import { z } from 'zod';
import { ApiError, invalidField, missingField, notFound, tooLong } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { SignUpRow } from '../../store/sign-in-rows.ts';
import type { Metadata } from '../../store/user-rows.ts';
import { signInClient } from '../sessions/clients.ts';
import { createSession } from '../sessions/sessions.ts';
import { createUser, findVerifiedEmail } from '../users/users.ts';
import { assertClientFree, type SignInPlace } from './attempts.ts';
import { checkCode, sendCode } from './one-time-codes.ts';
import { assertPasswordAllowed, hashPassword } from './passwords.ts';
import { missingFieldsOf, unverifiedFieldsOf } from './sign-up-requirements.ts';

const ATTEMPT_LIFETIME_MS = 24 * 60 * 60 * 1000;
const MAX_NAME_LENGTH = 256;

/** Fields of the form; an absent field stays as it was, `''` empties it. */
export interface SignUpInput {
  emailAddress?: string | undefined;
  password?: string | undefined;
  firstName?: string | undefined;
  lastName?: string | undefined;
  unsafeMetadata?: Metadata | undefined;
  legalAccepted?: boolean;
  locale?: string | undefined;
}

/**
 * Starts an attempt; it replaces the client's current one.
 *
 * @throws {ApiError} 422 `form_identifier_exists`, `form_param_format_invalid`, `form_password_length_too_short`.
 */
export async function startSignUp(
  instance: Instance,
  place: SignInPlace,
  input: SignUpInput,
): Promise<SignUpRow> {
  const changes = await toChanges(instance, input);
  // Meanwhile the same browser may have finished another attempt.
  assertClientFree(instance, place.clientId);
  const row = { ...newAttempt(instance, place.clientId), ...changes };
  const { store } = instance;
  const previous = store.clients.get(place.clientId)?.signUpId;
  if (previous) store.signUps.delete(previous);
  store.clients.patch(place.clientId, { signUpId: row.id });
  return completeWhenReady(instance, place, store.signUps.set(row));
}

/** Adds or changes fields. A changed address has to be verified again. */
export async function continueSignUp(
  instance: Instance,
  place: SignInPlace,
  row: SignUpRow,
  input: SignUpInput,
): Promise<SignUpRow> {
  assertOpen(row);
  const changes = await toChanges(instance, input);
  assertClientFree(instance, place.clientId);
  const current = instance.store.signUps.get(row.id);
  if (!current) throw notFound('This sign-up');
  assertOpen(current);
  const isOtherAddress = changes.emailAddress !== undefined && changes.emailAddress !== current.emailAddress;
  const reset = isOtherAddress ? { emailVerification: null } : {};
  return completeWhenReady(instance, place, patchAttempt(instance, current, { ...changes, ...reset }));
}

/** Sends the code to the address. */
export function prepareEmailVerification(instance: Instance, row: SignUpRow): SignUpRow {
  assertOpen(row);
  if (row.emailAddress === null) throw missingField('email_address');
  if (row.emailVerification?.status === 'verified') throw alreadyVerified();
  return patchAttempt(instance, row, {
    emailVerification: sendCode(instance, row.emailAddress, 'email_code'),
  });
}

/** Verifies the address; if nothing else is missing, creates the account and signs it in. */
export function attemptEmailVerification(
  instance: Instance,
  place: SignInPlace,
  row: SignUpRow,
  code: string | undefined,
): SignUpRow {
  assertOpen(row);
  if (row.emailVerification === null)
    throw new ApiError(400, 'verification_missing', 'Prepare this step first.');
  if (row.emailVerification.status === 'verified') throw alreadyVerified();
  if (!code) throw missingField('code');
  const emailVerification = checkCode(instance, row.emailVerification, code);
  return completeWhenReady(instance, place, patchAttempt(instance, row, { emailVerification }));
}

/** @returns the address in lower case. @throws {ApiError} 422 `form_param_format_invalid`. */
export function parseEmailAddress(value: string): string {
  const parsed = z.email().max(254).safeParse(value.trim().toLowerCase());
  if (parsed.success) return parsed.data;
  throw invalidField('email_address', 'form_param_format_invalid', 'Enter a valid email address.');
}

/** @throws {ApiError} 422 `form_identifier_exists`. */
export function assertEmailAddressFree(instance: Instance, emailAddress: string): void {
  if (findVerifiedEmail(instance, emailAddress)) {
    throw invalidField(
      'email_address',
      'form_identifier_exists',
      'That email address is taken. Try another one.',
    );
  }
}

function completeWhenReady(
  instance: Instance,
  { clientId, activity }: SignInPlace,
  row: SignUpRow,
): SignUpRow {
  if (row.emailAddress === null || missingFieldsOf(row).length + unverifiedFieldsOf(row).length > 0)
    return row;
  // Another attempt may have verified the same address since this one began.
  assertEmailAddressFree(instance, row.emailAddress);
  const { emailAddress, passwordHash, firstName, lastName, unsafeMetadata, legalAcceptedAtMs, locale } = row;
  const user = createUser(instance, {
    emailAddress,
    passwordHash,
    firstName,
    lastName,
    unsafeMetadata,
    legalAcceptedAtMs,
    locale,
  });
  const session = createSession(instance, { userId: user.id, clientId, activity });
  signInClient(instance, clientId, session, 'email_code');
  const done = { status: 'complete', createdUserId: user.id, createdSessionId: session.id } as const;
  return patchAttempt(instance, row, done);
}

async function toChanges(instance: Instance, input: SignUpInput): Promise<Partial<SignUpRow>> {
  const changes: Partial<SignUpRow> = {};
  if (input.emailAddress !== undefined) {
    changes.emailAddress = input.emailAddress === '' ? null : parseEmailAddress(input.emailAddress);
    if (changes.emailAddress) assertEmailAddressFree(instance, changes.emailAddress);
  }
  if (input.firstName !== undefined) changes.firstName = parseName('first_name', input.firstName);
  if (input.lastName !== undefined) changes.lastName = parseName('last_name', input.lastName);
  if (input.unsafeMetadata) changes.unsafeMetadata = input.unsafeMetadata;
  if (input.legalAccepted) changes.legalAcceptedAtMs = instance.nowMs();
  if (input.locale) changes.locale = input.locale.slice(0, MAX_NAME_LENGTH);
  if (input.password) {
    assertPasswordAllowed(input.password, 'password');
    changes.passwordHash = await hashPassword(instance, input.password);
  }
  return changes;
}

/** @returns null for an empty name. @throws {ApiError} 422 `form_param_max_length_exceeded`. */
export function parseName(param: string, value: string): string | null {
  const name = value.trim();
  if (name.length > MAX_NAME_LENGTH) throw tooLong(param, MAX_NAME_LENGTH);
  return name || null;
}

function newAttempt(instance: Instance, clientId: string): SignUpRow {
  const atMs = instance.nowMs();
  return {
    id: newId('sua'),
    clientId,
    status: 'missing_requirements',
    emailAddress: null,
    passwordHash: null,
    firstName: null,
    lastName: null,
    unsafeMetadata: {},
    legalAcceptedAtMs: null,
    locale: null,
    ticketId: null,
    emailVerification: null,
    createdSessionId: null,
    createdUserId: null,
    abandonAtMs: atMs + ATTEMPT_LIFETIME_MS,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

function patchAttempt({ store, nowMs }: Instance, row: SignUpRow, changes: Partial<SignUpRow>): SignUpRow {
  return store.signUps.patch(row.id, { ...changes, updatedAtMs: nowMs() });
}

function assertOpen(row: SignUpRow): void {
  if (row.status !== 'missing_requirements') throw alreadyVerified();
}

function alreadyVerified(): ApiError {
  return new ApiError(400, 'verification_already_verified', 'This has already been verified.');
}
