import { CREATOR_ROLE, isSystemPermission } from '../flows/organizations/roles.ts';
import type { Instance } from '../instance/instance.ts';
import type { PermissionRow, RoleRow } from '../store/organization-rows.ts';

/** @source `@clerk/shared` `RoleJSON`. */
export function toRoleJSON({ store }: Instance, row: RoleRow) {
  return {
    object: 'role' as const,
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    is_creator_eligible: row.key === CREATOR_ROLE,
    permissions: store.permissions.list(({ key }) => row.permissions.includes(key)).map(toPermissionJSON),
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}

/** @source `@clerk/shared` `PermissionJSON`. */
export function toPermissionJSON(row: PermissionRow) {
  return {
    object: 'permission' as const,
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    type: isSystemPermission(row.key) ? ('system' as const) : ('user' as const),
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
