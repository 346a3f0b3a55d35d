import { ApiError, missingPermission, notFound } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { MembershipRow, OrganizationRow, RoleRow } from '../../store/organization-rows.ts';
import { findMembership, membershipsOf } from './organizations.ts';
import { CREATOR_ROLE, findRole } from './roles.ts';

/**
 * Requires a member with a permission.
 *
 * @param permission `org:sys_memberships:manage` and the like; null: being a member is enough.
 * @throws {ApiError} 404: no such organization, or the user is not a member. 403: a member without the permission.
 */
export function requirePermission(
  instance: Instance,
  {
    organizationId,
    userId,
    permission,
  }: { organizationId: string; userId: string; permission: string | null },
): { organization: OrganizationRow; membership: MembershipRow } {
  const organization = instance.store.organizations.get(organizationId);
  const membership = findMembership(instance, organizationId, userId);
  if (!organization || !membership) throw notFound('This organization');
  if (permission !== null && !findRole(instance, membership.role)?.permissions.includes(permission)) {
    throw missingPermission(permission);
  }
  return { organization, membership };
}

/**
 * An organization without an administrator could never be managed again.
 *
 * @throws {ApiError} 400 `organization_minimum_permissions_needed`.
 */
export function assertNotLastAdmin(instance: Instance, membership: MembershipRow): void {
  if (membership.role !== CREATOR_ROLE) return;
  const { organizationId } = membership;
  const admins = membershipsOf(instance, { organizationId }).filter((row) => row.role === CREATOR_ROLE);
  if (admins.length > 1) return;
  throw new ApiError(400, 'organization_minimum_permissions_needed', 'The last administrator has to stay.');
}

/** @throws {ApiError} 422 `form_param_value_invalid`. */
export function parseRole(instance: Instance, key: string | undefined): RoleRow {
  const role = findRole(instance, key ?? '');
  if (role) return role;
  throw new ApiError(422, 'form_param_value_invalid', 'There is no such role.', {
    meta: { param_name: 'role' },
  });
}
