import type { SeedPermission, SeedRole } from './seed.ts';

/**
 * Clerk's own permissions. They control its components, and every instance has them in addition to its seed.
 *
 * @source permission keys as `@clerk/ui` asks for them.
 */
export const systemPermissions: readonly SeedPermission[] = [
  { key: 'org:sys_profile:manage', name: 'Manage organization' },
  { key: 'org:sys_profile:delete', name: 'Delete organization' },
  { key: 'org:sys_memberships:read', name: 'Read members' },
  { key: 'org:sys_memberships:manage', name: 'Manage members' },
  { key: 'org:sys_domains:read', name: 'Read domains' },
  { key: 'org:sys_domains:manage', name: 'Manage domains' },
  { key: 'org:sys_billing:read', name: 'Read billing' },
  { key: 'org:sys_billing:manage', name: 'Manage billing' },
  { key: 'org:sys_api_keys:read', name: 'Read API keys' },
  { key: 'org:sys_api_keys:manage', name: 'Manage API keys' },
];

/** The team's own permissions, for the features tickets, billing and projects. */
export const defaultPermissions: readonly SeedPermission[] = [
  { key: 'org:tickets:read', name: 'Read tickets' },
  { key: 'org:tickets:manage', name: 'Manage tickets' },
  { key: 'org:billing:manage', name: 'Manage invoices' },
  { key: 'org:projects:read', name: 'Read projects' },
  { key: 'org:projects:manage', name: 'Manage projects' },
];

/** Admin may do everything; member and billing manager a part of it. @source Clerk's documented default roles. */
export const defaultRoles: readonly SeedRole[] = [
  {
    key: 'org:admin',
    name: 'Admin',
    description: 'Manages the organization and its members.',
    permissions: [...systemPermissions, ...defaultPermissions].map(({ key }) => key),
  },
  {
    key: 'org:member',
    name: 'Member',
    description: 'Works in the organization.',
    permissions: [
      'org:sys_memberships:read',
      'org:sys_billing:read',
      'org:tickets:read',
      'org:projects:read',
      'org:projects:manage',
    ],
  },
  {
    key: 'org:billing_manager',
    name: 'Billing manager',
    description: 'Chooses the plan and pays for it.',
    permissions: [
      'org:sys_memberships:read',
      'org:sys_billing:read',
      'org:sys_billing:manage',
      'org:tickets:read',
      'org:projects:read',
      'org:billing:manage',
    ],
  },
];
