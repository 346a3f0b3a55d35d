/** What a role may do. System permissions steer Clerk's own components; they never travel in a token. */
export interface Role {
  key: string;
  name: string;
  description: string;
  permissions: readonly string[];
}

/** @source Clerk's documented default roles; permission keys as `@clerk/ui` asks for them. */
export const ROLES: readonly Role[] = [
  {
    key: 'org:admin',
    name: 'Admin',
    description: 'Manages the organization and its members.',
    permissions: [
      'org:sys_profile:manage',
      'org:sys_profile:delete',
      'org:sys_memberships:read',
      'org:sys_memberships:manage',
      'org:sys_domains:read',
      'org:sys_domains:manage',
      'org:sys_billing:read',
      'org:sys_billing:manage',
      'org:sys_api_keys:read',
      'org:sys_api_keys:manage',
    ],
  },
  {
    key: 'org:member',
    name: 'Member',
    description: 'Works in the organization.',
    permissions: ['org:sys_memberships:read', 'org:sys_billing:read'],
  },
];

export const CREATOR_ROLE = 'org:admin';
export const DEFAULT_ROLE = 'org:member';

export function findRole(key: string): Role | undefined {
  return ROLES.find((role) => role.key === key);
}
