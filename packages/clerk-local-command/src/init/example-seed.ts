/** A seed to begin with. Both files hold the same. */
export const EXAMPLE_YAML = `# yaml-language-server: $schema=./node_modules/clerk-local/seed.schema.json
# What the local Clerk holds at the first start. Mails arrive in its inbox; nothing leaves this machine.
users:
  - emailAddress: ada@acme.test
    firstName: Ada
    lastName: Lovelace
    password: correct-horse-battery
    publicMetadata: { plan: pro }
  - emailAddress: grace@acme.test
    firstName: Grace
    lastName: Hopper
    password: correct-horse-battery
    secondFactors:
      totpSecret: JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
      backupCodes: [backup-1, backup-2]

organizations:
  - name: Acme
    slug: acme
    members:
      - { emailAddress: ada@acme.test, role: org:admin }
      - { emailAddress: grace@acme.test, role: org:member }

permissions:
  - { key: org:invoices:manage, name: Manage invoices }

roles:
  - key: org:admin
    name: Admin
    description: Manages the organization and its members.
    permissions:
      - org:sys_profile:manage
      - org:sys_profile:delete
      - org:sys_memberships:read
      - org:sys_memberships:manage
      - org:invoices:manage
  - key: org:member
    name: Member
    description: Works in the organization.
    permissions: [org:sys_memberships:read]

# Without plans, no permission depends on what an organization pays for.
plans: []

settings:
  applicationName: Acme
  sessionClaims:
    plan: '{{user.public_metadata.plan}}'
`;

export const EXAMPLE_TYPESCRIPT = `import { defineSeed } from 'clerk-local';

/** What the local Clerk holds at the first start. Mails arrive in its inbox; nothing leaves this machine. */
export default defineSeed({
  users: [
    {
      emailAddress: 'ada@acme.test',
      firstName: 'Ada',
      lastName: 'Lovelace',
      password: 'correct-horse-battery',
      publicMetadata: { plan: 'pro' },
    },
    {
      emailAddress: 'grace@acme.test',
      firstName: 'Grace',
      lastName: 'Hopper',
      password: 'correct-horse-battery',
      secondFactors: {
        totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        backupCodes: ['backup-1', 'backup-2'],
      },
    },
  ],
  organizations: [
    {
      name: 'Acme',
      slug: 'acme',
      members: [
        { emailAddress: 'ada@acme.test', role: 'org:admin' },
        { emailAddress: 'grace@acme.test', role: 'org:member' },
      ],
    },
  ],
  permissions: [{ key: 'org:invoices:manage', name: 'Manage invoices' }],
  roles: [
    {
      key: 'org:admin',
      name: 'Admin',
      description: 'Manages the organization and its members.',
      permissions: [
        'org:sys_profile:manage',
        'org:sys_profile:delete',
        'org:sys_memberships:read',
        'org:sys_memberships:manage',
        'org:invoices:manage',
      ],
    },
    {
      key: 'org:member',
      name: 'Member',
      description: 'Works in the organization.',
      permissions: ['org:sys_memberships:read'],
    },
  ],
  // Without plans, no permission depends on what an organization pays for.
  plans: [],
  settings: {
    applicationName: 'Acme',
    sessionClaims: { plan: '{{user.public_metadata.plan}}' },
  },
});
`;
