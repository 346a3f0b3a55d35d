import type { Instance } from '../../instance/instance.ts';
import type { RoleRow } from '../../store/organization-rows.ts';

/** Role of the user who creates an organization. */
export const CREATOR_ROLE = 'org:admin';
/** Role of a user who joins without a role. */
export const DEFAULT_ROLE = 'org:member';

/** `org:<feature>:<verb>`; a token contains the parts in comma lists, so neither may contain a comma or a colon. */
export const PERMISSION_KEY_PATTERN = /^org:[a-z0-9_-]+:[a-z0-9_-]+$/;
/** `org:<name>`. */
export const ROLE_KEY_PATTERN = /^org:[a-z0-9_-]+$/;

/** @param key `org:admin` and the like. */
export function findRole({ store }: Instance, key: string): RoleRow | undefined {
  return store.roles.listBy('key', key)[0];
}

/** Clerk's own permissions control its components and are never in a token. */
export function isSystemPermission(key: string): boolean {
  return key.startsWith('org:sys_');
}

/** @example featureOf('org:tickets:read') // 'tickets' */
export function featureOf(permissionKey: string): string {
  return permissionKey.split(':')[1] ?? '';
}

/** @example verbOf('org:tickets:read') // 'read' */
export function verbOf(permissionKey: string): string {
  return permissionKey.split(':')[2] ?? '';
}
