import { emailAddressesOf } from '../../flows/users.ts';
import type { Instance } from '../../instance.ts';
import type { EmailAddressRow, UserRow, Verification } from '../../store/rows.ts';
import { toUserJSON } from '../../wire/user.ts';
import { toVerificationJSON } from '../../wire/verification.ts';

/**
 * A user as the application's server sees them: with private metadata and account state, without what only components read.
 *
 * @source clerk/openapi-specs BAPI `User`.
 */
export function toBackendUserJSON(instance: Instance, user: UserRow) {
  const {
    profile_image_id: _profileImage,
    organization_memberships: _memberships,
    ...shared
  } = toUserJSON(instance, user);
  return {
    ...shared,
    email_addresses: emailAddressesOf(instance, user.id).map((row) =>
      toBackendEmailAddressJSON(instance, row),
    ),
    private_metadata: user.privateMetadata,
    password_last_updated_at: user.passwordLastUpdatedAtMs,
    mfa_enabled_at: null,
    mfa_disabled_at: null,
    banned: user.banned,
    locked: user.locked,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
    last_active_at: user.lastActiveAtMs,
    bypass_client_trust: user.bypassClientTrust,
  };
}

/** @source clerk/openapi-specs BAPI `EmailAddress`. */
export function toBackendEmailAddressJSON(instance: Instance, row: EmailAddressRow) {
  return {
    object: 'email_address' as const,
    id: row.id,
    email_address: row.emailAddress,
    reserved: row.reserved,
    verification: row.verification && toBackendVerificationJSON(instance, row.verification),
    linked_to: [],
    matches_sso_connection: false,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}

/** The Backend API says in `object` what kind of proof it was; errors of an attempt are not its business. */
function toBackendVerificationJSON(instance: Instance, verification: Verification) {
  const { error: _error, ...shared } = toVerificationJSON(instance, verification);
  return { ...shared, object: verificationKind(verification.strategy) };
}

function verificationKind(strategy: string): `verification_${'admin' | 'ticket' | 'otp'}` {
  return strategy === 'admin' || strategy === 'ticket' ? `verification_${strategy}` : 'verification_otp';
}
