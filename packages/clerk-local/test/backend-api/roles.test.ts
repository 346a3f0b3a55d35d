import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend against a started local Clerk: roles, permissions, and the tokens they end in.

async function permissionsIn(
  { clerk, backend }: Awaited<ReturnType<typeof startWithBackend>>,
  who: string,
  organization: string,
) {
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword(who, SEED_PASSWORD);
  await browser.setActiveOrganization(organization);
  const token = await browser.mintToken();
  const request = new Request('http://account.acme.localhost:3000/', {
    headers: { authorization: `Bearer ${token}` },
  });
  const auth = (await backend.authenticateRequest(request, { jwtKey: clerk.jwtKey })).toAuth();
  if (auth?.tokenType !== 'session_token' || !auth.userId) throw new Error('The token was not accepted.');
  return auth;
}

test.each([
  {
    who: 'ada@acme.test',
    organization: 'acme',
    role: 'org:admin',
    may: [
      'org:tickets:read',
      'org:tickets:manage',
      'org:billing:manage',
      'org:projects:read',
      'org:projects:manage',
    ],
    mayNot: ['org:sys_memberships:manage'],
  },
  {
    who: 'grace@acme.test',
    organization: 'acme',
    role: 'org:member',
    may: ['org:tickets:read', 'org:projects:read', 'org:projects:manage'],
    mayNot: ['org:tickets:manage', 'org:billing:manage'],
  },
  {
    who: 'grace@acme.test',
    organization: 'globex',
    role: 'org:admin',
    may: ['org:tickets:manage', 'org:projects:manage'],
    // The plan of Globex does not have the feature of the role's permission.
    mayNot: ['org:billing:manage'],
  },
])(
  '$who in $organization: has() answers by role and plan',
  async ({ who, organization, role, may, mayNot }) => {
    const { clerk, backend } = await startWithBackend();
    const auth = await permissionsIn({ clerk, backend }, who, organization);
    expect(auth.has({ role })).toBe(true);
    expect(may.filter((permission) => !auth.has({ permission }))).toEqual([]);
    expect(mayNot.filter((permission) => auth.has({ permission }))).toEqual([]);
  },
);

test('plans and features of the organization and of the user are kept apart', async () => {
  const { clerk, backend } = await startWithBackend();
  const auth = await permissionsIn({ clerk, backend }, 'ada@acme.test', 'acme');
  const asked = [
    { plan: 'org:team' },
    { plan: 'user:free_user' },
    { feature: 'org:audit_log' },
    { plan: 'user:team' },
    { plan: 'scholar' },
    { feature: 'courses' },
  ];
  expect(asked.map((wanted) => auth.has(wanted))).toEqual([true, true, true, false, false, false]);
});

test('a new permission on a new role is in the token of a user who gets the role', async () => {
  const { clerk, backend } = await startWithBackend();
  const permission = await backend.organizationPermissions.createOrganizationPermission({
    name: 'Close tickets',
    key: 'org:tickets:close',
  });
  const role = await backend.organizationRoles.createOrganizationRole({
    name: 'Closer',
    key: 'org:closer',
    permissions: [permission.id],
  });
  expect(role).toMatchObject({ key: 'org:closer', isCreatorEligible: false });
  await backend.organizations.updateOrganizationMembership({
    organizationId: 'org_acme',
    userId: 'user_grace',
    role: 'org:closer',
  });
  const auth = await permissionsIn({ clerk, backend }, 'grace@acme.test', 'acme');
  expect(auth.orgPermissions).toEqual(['org:tickets:close']);
});

test('roles are listed, changed and deleted, and permissions added and removed', async () => {
  const { backend } = await startWithBackend();
  const { organizationRoles, organizationPermissions } = backend;
  const { data } = await organizationRoles.getOrganizationRoleList({ orderBy: '+key' });
  expect(data.map(({ key }) => key)).toEqual(['org:admin', 'org:billing_manager', 'org:member']);
  const [{ id: permissionId } = { id: '' }] = (
    await organizationPermissions.getOrganizationPermissionList({ query: 'tickets:read' })
  ).data;
  const { id } = await organizationRoles.createOrganizationRole({ name: 'Guest', key: 'org:guest' });
  const given = await organizationRoles.assignPermissionToOrganizationRole({
    organizationRoleId: id,
    permissionId,
  });
  expect(given.permissions.map(({ key }) => key)).toEqual(['org:tickets:read']);
  await expect(
    organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId: id, permissionId }),
  ).rejects.toMatchObject({ status: 409 });
  const robbed = await organizationRoles.removePermissionFromOrganizationRole({
    organizationRoleId: id,
    permissionId,
  });
  expect(robbed.permissions).toEqual([]);
  await organizationRoles.updateOrganizationRole({ organizationRoleId: id, name: 'Visitor' });
  expect((await organizationRoles.getOrganizationRole(id)).name).toBe('Visitor');
  await organizationRoles.deleteOrganizationRole(id);
  await expect(organizationRoles.getOrganizationRole(id)).rejects.toMatchObject({ status: 404 });
});

test('a permission is renamed and deleted in every role', async () => {
  const { backend } = await startWithBackend();
  const { organizationRoles, organizationPermissions } = backend;
  await organizationPermissions.updateOrganizationPermission({
    permissionId: 'perm_tickets_read',
    key: 'org:tickets:see',
  });
  const keysOf = async () =>
    (await organizationRoles.getOrganizationRole('role_member')).permissions.map(({ key }) => key);
  expect(await keysOf()).toContain('org:tickets:see');
  expect((await organizationPermissions.getOrganizationPermission('perm_tickets_read')).name).toBe(
    'Read tickets',
  );
  await organizationPermissions.deleteOrganizationPermission('perm_tickets_read');
  expect(await keysOf()).not.toContain('org:tickets:see');
});

test.each([
  { name: 'a role with a key taken', call: 'createRole', key: 'org:member', status: 422 },
  { name: 'a role with a malformed key', call: 'createRole', key: 'member', status: 422 },
  { name: 'a permission with a key taken', call: 'createPermission', key: 'org:tickets:read', status: 422 },
  {
    name: "a permission in Clerk's own name space",
    call: 'createPermission',
    key: 'org:sys_tickets:read',
    status: 422,
  },
  {
    name: 'a permission with a comma',
    call: 'createPermission',
    key: 'org:tickets:read,manage',
    status: 422,
  },
  { name: 'deleting the role of the creator', call: 'deleteRole', key: 'role_admin', status: 422 },
  {
    name: "deleting Clerk's own permission",
    call: 'deletePermission',
    key: 'perm_sys_profile_manage',
    status: 403,
  },
  { name: 'deleting nothing', call: 'deleteRole', key: 'role_none', status: 404 },
] as const)('$name is refused: $status', async ({ call, key, status }) => {
  const { backend } = await startWithBackend();
  const { organizationRoles, organizationPermissions } = backend;
  const calls = {
    createRole: () => organizationRoles.createOrganizationRole({ name: 'X', key }),
    createPermission: () => organizationPermissions.createOrganizationPermission({ name: 'X', key }),
    deleteRole: () => organizationRoles.deleteOrganizationRole(key),
    deletePermission: () => organizationPermissions.deleteOrganizationPermission(key),
  };
  await expect(calls[call]()).rejects.toMatchObject({ status });
});

test('the one role set names the roles for creators and for members', async () => {
  const { backend } = await startWithBackend();
  const [set] = (await backend.roleSets.getRoleSetList()).data;
  expect(set).toMatchObject({
    type: 'initial',
    creatorRole: { key: 'org:admin' },
    defaultRole: { key: 'org:member' },
  });
  expect((await backend.roleSets.getRoleSet('role_set:default')).roles).toHaveLength(3);
});
