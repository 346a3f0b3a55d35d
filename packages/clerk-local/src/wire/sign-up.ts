import {
  missingFieldsOf,
  REQUIRED_FIELDS,
  unverifiedFieldsOf,
} from '../flows/sign-in/sign-up-requirements.ts';
import type { Instance } from '../instance/instance.ts';
import type { SignUpRow } from '../store/sign-in-rows.ts';
import { toVerificationJSON } from './verification.ts';

/** @source `@clerk/shared` `SignUpJSON`. */
export function toSignUpJSON(instance: Instance, row: SignUpRow) {
  return {
    object: 'sign_up_attempt' as const,
    id: row.id,
    status: row.status,
    required_fields: [...REQUIRED_FIELDS],
    optional_fields: ['first_name', 'last_name'],
    missing_fields: missingFieldsOf(row),
    unverified_fields: unverifiedFieldsOf(row),
    username: null,
    first_name: row.firstName,
    last_name: row.lastName,
    email_address: row.emailAddress,
    phone_number: null,
    web3_wallet: null,
    external_account_strategy: null,
    external_account: null,
    has_password: row.passwordHash !== null,
    password_enabled: row.passwordHash !== null,
    unsafe_metadata: row.unsafeMetadata,
    public_metadata: {},
    created_session_id: row.createdSessionId,
    created_user_id: row.createdUserId,
    abandon_at: row.abandonAtMs,
    legal_accepted_at: row.legalAcceptedAtMs,
    locale: row.locale,
    external_id: null,
    custom_action: false,
    verifications: {
      email_address: row.emailAddress === null ? null : toEmailVerificationJSON(instance, row),
      phone_number: null,
      web3_wallet: null,
      external_account: null,
    },
  };
}

function toEmailVerificationJSON(instance: Instance, row: SignUpRow) {
  const { emailVerification } = row;
  return {
    ...(emailVerification ? toVerificationJSON(instance, emailVerification) : UNPREPARED),
    next_action: nextActionOf(row),
    supported_strategies: ['email_code'],
  };
}

// With a strategy here, `@clerk/ui` would assume that a code was sent already and not ask for one.
const UNPREPARED = {
  object: 'verification' as const,
  status: 'unverified' as const,
  strategy: null,
  attempts: null,
  expire_at: null,
  error: null,
};

function nextActionOf({ emailVerification }: SignUpRow): string {
  if (emailVerification === null) return 'needs_prepare';
  return emailVerification.status === 'verified' ? '' : 'needs_attempt';
}
