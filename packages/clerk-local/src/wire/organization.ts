import { permissionsOf } from '../flows/organizations/entitlements.ts';
import { findRole } from '../flows/organizations/roles.ts';
import type { Instance } from '../instance/instance.ts';
import type {
  MembershipRow,
  OrganizationInvitationRow,
  OrganizationRow,
} from '../store/organization-rows.ts';
import { avatarUrl, toPublicUserDataJSON } from './public-user.ts';

/** @source `@clerk/shared` `OrganizationJSON`. */
export function toOrganizationJSON(instance: Instance, row: OrganizationRow) {
  return {
    object: 'organization' as const,
    id: row.id,
    name: row.name,
    slug: row.slug,
    image_url: avatarUrl(instance, row.id, row.imageUrl),
    has_image: row.imageUrl !== null,
    members_count: instance.store.memberships.countBy('organizationId', row.id),
    pending_invitations_count: instance.store.organizationInvitations
      .listBy('organizationId', row.id)
      .filter(({ status }) => status === 'pending').length,
    public_metadata: row.publicMetadata,
    admin_delete_enabled: row.adminDeleteEnabled,
    max_allowed_memberships: row.maxAllowedMemberships,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}

/** @source `@clerk/shared` `OrganizationMembershipJSON`: `permissions` includes the system ones; like those of the token, they depend on the plan. */
export function toMembershipJSON(instance: Instance, row: MembershipRow) {
  const organization = instance.store.organizations.get(row.organizationId);
  const user = instance.store.users.get(row.userId);
  return {
    object: 'organization_membership' as const,
    id: row.id,
    organization: organization && toOrganizationJSON(instance, organization),
    role: row.role,
    role_name: findRole(instance, row.role)?.name ?? row.role,
    permissions: permissionsOf(instance, row),
    public_metadata: row.publicMetadata,
    public_user_data: user && toPublicUserDataJSON(instance, user),
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}

export function toOrganizationInvitationJSON(instance: Instance, row: OrganizationInvitationRow) {
  const organization = instance.store.organizations.get(row.organizationId);
  return {
    object: 'organization_invitation' as const,
    id: row.id,
    email_address: row.emailAddress,
    organization_id: row.organizationId,
    public_organization_data: organization && {
      id: organization.id,
      name: organization.name,
      slug: organization.slug,
      image_url: avatarUrl(instance, organization.id, organization.imageUrl),
      has_image: organization.imageUrl !== null,
    },
    role: row.role,
    role_name: findRole(instance, row.role)?.name ?? row.role,
    status: row.status,
    public_metadata: row.publicMetadata,
    url: null,
    expires_at: row.expiresAtMs,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
