import { clientTrustStateOf } from '../flows/sign-in/needs-client-trust.ts';
import { emailAddressesOf } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import type { SignInRow } from '../store/sign-in-rows.ts';
import type { UserRow } from '../store/user-rows.ts';
import { toPublicUserDataJSON } from './public-user.ts';
import { secondFactorsOf } from './second-factor.ts';
import { toVerificationJSON } from './verification.ts';

/** @source `@clerk/shared` `SignInJSON`. */
export function toSignInJSON(instance: Instance, row: SignInRow) {
  const user = instance.store.users.get(row.userId ?? '');
  return {
    object: 'sign_in_attempt' as const,
    id: row.id,
    status: row.status,
    supported_identifiers: ['email_address'],
    identifier: row.identifier,
    user_data: user ? toUserDataJSON(instance, user) : null,
    supported_first_factors: user ? firstFactorsOf(instance, user) : null,
    first_factor_verification:
      row.firstFactorVerification && toVerificationJSON(instance, row.firstFactorVerification),
    supported_second_factors: user ? secondStepsOf(instance, row, user) : null,
    second_factor_verification: row.secondFactorVerification
      ? toVerificationJSON(instance, row.secondFactorVerification)
      : null,
    created_session_id: row.createdSessionId,
    abandon_at: row.abandonAtMs,
    client_trust_state: clientTrustStateOf(instance, row),
  };
}

/** Second factors to choose from; null: the first factor is not verified yet, or no second one is needed. */
function secondStepsOf(instance: Instance, row: SignInRow, user: UserRow) {
  if (row.status === 'needs_second_factor') return secondFactorsOf(user);
  return row.status === 'needs_client_trust' ? byEmail(instance, user, 'email_code') : null;
}

/** First factors of one user, password first; an address that is not verified is none. */
export function firstFactorsOf(instance: Instance, user: UserRow) {
  return [
    ...(user.passwordHash === null ? [] : [{ strategy: 'password' }]),
    ...byEmail(instance, user, 'email_code'),
    ...(user.passwordHash === null ? [] : byEmail(instance, user, 'reset_password_email_code')),
  ];
}

function byEmail(instance: Instance, user: UserRow, strategy: string) {
  return emailAddressesOf(instance, user.id)
    .filter((row) => row.verification?.status === 'verified')
    .map((row) => ({
      strategy,
      email_address_id: row.id,
      safe_identifier: maskEmailAddress(row.emailAddress),
      primary: row.id === user.primaryEmailAddressId,
    }));
}

function toUserDataJSON(instance: Instance, user: UserRow) {
  const { first_name, last_name, image_url, has_image } = toPublicUserDataJSON(instance, user);
  return { first_name, last_name, image_url, has_image };
}

/** `ada@acme.test` -> `a**@acme.test`: the owner recognises it, others do not learn it. */
function maskEmailAddress(emailAddress: string): string {
  return emailAddress.replace(/^(.)[^@]*/, '$1**');
}
