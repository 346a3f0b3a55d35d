import type { Instance } from '../../instance/instance.ts';
import type { RoleRow } from '../../store/organization-rows.ts';

/** Whoever creates an organization gets it. */
export const CREATOR_ROLE = 'org:admin';
/** Whoever joins without being given a role gets it. */
export const DEFAULT_ROLE = 'org:member';

/** `org:<feature>:<verb>`; the parts travel in comma lists inside a token, so neither comma nor colon may be in them. */
export const PERMISSION_KEY_PATTERN = /^org:[a-z0-9_-]+:[a-z0-9_-]+$/;
/** `org:<name>`. */
export const ROLE_KEY_PATTERN = /^org:[a-z0-9_-]+$/;

/** @param key `org:admin` and the like. */
export function findRole({ store }: Instance, key: string): RoleRow | undefined {
  return store.roles.find((role) => role.key === key);
}

/** Clerk's own permissions steer its components; they never travel in a token. */
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
