import { membershipsOf } from '../../flows/organizations/organizations.ts';
import { findRole } from '../../flows/organizations/roles.ts';
import type { Instance } from '../../instance/instance.ts';
import type {
  MembershipRow,
  OrganizationInvitationRow,
  OrganizationRow,
} from '../../store/organization-rows.ts';
import type { UserRow } from '../../store/user-rows.ts';
import {
  toMembershipJSON,
  toOrganizationInvitationJSON,
  toOrganizationJSON,
} from '../../wire/organization.ts';
import { identifierOf, toPublicUserDataJSON } from '../../wire/public-user.ts';
import { ROLE_SET_KEY } from '../role-sets.ts';

/** An organization with what only the application's server may see. @source clerk/openapi-specs BAPI `Organization`. */
export function toBackendOrganizationJSON(instance: Instance, row: OrganizationRow) {
  return {
    ...toOrganizationJSON(instance, row),
    private_metadata: row.privateMetadata,
    missing_member_with_elevated_permissions: !hasElevatedMember(instance, row),
    role_set_key: ROLE_SET_KEY,
    ...(row.createdByUserId === null ? {} : { created_by: row.createdByUserId }),
  };
}

/** @source clerk/openapi-specs BAPI `OrganizationMembership`. */
export function toBackendMembershipJSON(instance: Instance, row: MembershipRow) {
  const organization = instance.store.organizations.get(row.organizationId);
  const user = instance.store.users.get(row.userId);
  return {
    ...toMembershipJSON(instance, row),
    // All permissions of the role, also those that the plan does not include.
    permissions: [...(findRole(instance, row.role)?.permissions ?? [])],
    organization: organization && toBackendOrganizationJSON(instance, organization),
    public_user_data: user && toMemberDataJSON(instance, user),
    private_metadata: row.privateMetadata,
  };
}

/** @source clerk/openapi-specs BAPI `OrganizationInvitation`. */
export function toBackendInvitationJSON(instance: Instance, row: OrganizationInvitationRow) {
  const { public_organization_data: _organization, ...shared } = toOrganizationInvitationJSON(instance, row);
  const inviter = row.inviterUserId === null ? undefined : instance.store.users.get(row.inviterUserId);
  return {
    ...shared,
    inviter_id: row.inviterUserId,
    public_inviter_data: inviter ? toInviterDataJSON(instance, inviter) : null,
    private_metadata: row.privateMetadata,
    url: null,
    expires_at: row.expiresAtMs,
  };
}

/** Whether at least one member can manage the members. */
function hasElevatedMember(instance: Instance, { id }: OrganizationRow): boolean {
  return membershipsOf(instance, { organizationId: id }).some(({ role }) =>
    findRole(instance, role)?.permissions.includes('org:sys_memberships:manage'),
  );
}

function toMemberDataJSON(instance: Instance, user: UserRow) {
  const shared = toPublicUserDataJSON(instance, user);
  // Deprecated, but the description still requires it.
  return { ...shared, profile_image_url: shared.image_url, banned: user.banned };
}

function toInviterDataJSON(instance: Instance, user: UserRow) {
  const { username: _username, ...shared } = toPublicUserDataJSON(instance, user);
  return { ...shared, identifier: identifierOf(instance, user) };
}
