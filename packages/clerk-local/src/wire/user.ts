import { membershipsOf } from '../flows/organizations/organizations.ts';
import { hasBackupCodes, hasSecondFactor } from '../flows/second-factors/second-factors.ts';
import { emailAddressesOf } from '../flows/users/users.ts';
import type { Instance } from '../instance/instance.ts';
import type { EmailAddressRow, UserRow } from '../store/user-rows.ts';
import { toMembershipJSON } from './organization.ts';
import { avatarUrl } from './public-user.ts';
import { toVerificationJSON } from './verification.ts';

/**
 * A user as their own browser sees them: every list present (components map over them), no private metadata.
 *
 * @source clerk/openapi-specs FAPI `Client.User`; `@clerk/shared` `UserJSON`.
 */
export function toUserJSON(instance: Instance, user: UserRow) {
  return {
    object: 'user' as const,
    id: user.id,
    external_id: user.externalId,
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    image_url: avatarUrl(instance, user.id, user.imageUrl),
    has_image: user.imageUrl !== null,
    profile_image_id: '',
    primary_email_address_id: user.primaryEmailAddressId,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: emailAddressesOf(instance, user.id).map((row) => toEmailAddressJSON(instance, row)),
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    enterprise_accounts: [],
    saml_accounts: [],
    passkeys: [],
    organization_memberships: membershipsOf(instance, { userId: user.id }).map((row) =>
      toMembershipJSON(instance, row),
    ),
    password_enabled: user.passwordHash !== null,
    totp_enabled: hasSecondFactor(user),
    backup_code_enabled: hasBackupCodes(user),
    two_factor_enabled: hasSecondFactor(user),
    public_metadata: user.publicMetadata,
    unsafe_metadata: user.unsafeMetadata,
    banned: user.banned,
    locked: user.locked,
    lockout_expires_in_seconds: null,
    verification_attempts_remaining: null,
    mfa_enabled_at: user.secondFactors?.enabledAtMs ?? null,
    mfa_disabled_at: user.secondFactors?.disabledAtMs ?? null,
    last_active_at: user.lastActiveAtMs,
    last_sign_in_at: user.lastSignInAtMs,
    create_organization_enabled: user.createOrganizationEnabled,
    // Absent means "as the instance allows"; the description has no null.
    ...(user.createOrganizationsLimit === null
      ? {}
      : { create_organizations_limit: user.createOrganizationsLimit }),
    delete_self_enabled: user.deleteSelfEnabled,
    legal_accepted_at: user.legalAcceptedAtMs,
    locale: user.locale,
    created_at: user.createdAtMs,
    updated_at: user.updatedAtMs,
  };
}

export function toEmailAddressJSON(instance: Instance, row: EmailAddressRow) {
  return {
    object: 'email_address' as const,
    id: row.id,
    email_address: row.emailAddress,
    reserved: row.reserved,
    verification: row.verification && toVerificationJSON(instance, row.verification),
    linked_to: [],
    matches_sso_connection: false,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
