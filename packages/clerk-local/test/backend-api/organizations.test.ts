import { expect, test } from 'vitest';
import { startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend against a started local Clerk: organizations and their members.

test('an organization is created, found by id and slug, changed, listed and deleted', async () => {
  const { backend } = await startWithBackend();
  const created = await backend.organizations.createOrganization({
    name: 'Initech Ltd.',
    createdBy: 'user_alan',
  });
  expect(created).toMatchObject({ slug: 'initech-ltd', createdBy: 'user_alan', membersCount: 1 });
  expect((await backend.organizations.getOrganization({ slug: 'initech-ltd' })).id).toBe(created.id);

  await backend.organizations.updateOrganization(created.id, {
    name: 'Initech',
    publicMetadata: { tier: 1 },
  });
  await backend.organizations.updateOrganizationMetadata(created.id, { publicMetadata: { region: 'eu' } });
  const changed = await backend.organizations.getOrganization({ organizationId: created.id });
  expect(changed).toMatchObject({ name: 'Initech', publicMetadata: { tier: 1, region: 'eu' } });

  const { data, totalCount } = await backend.organizations.getOrganizationList({ query: 'init' });
  expect([data.map(({ id }) => id), totalCount]).toEqual([[created.id], 1]);
  await expect(backend.organizations.createOrganization({ name: 'G', slug: 'acme' })).rejects.toMatchObject({
    errors: [{ code: 'form_identifier_exists' }],
  });

  expect(await backend.organizations.deleteOrganization(created.id)).toMatchObject({
    id: created.id,
    deleted: true,
  });
  await expect(backend.organizations.getOrganization({ organizationId: created.id })).rejects.toMatchObject({
    status: 404,
  });
});

test('members are added, changed, listed and removed', async () => {
  const { backend } = await startWithBackend();
  const organizationId = 'org_acme';
  const added = await backend.organizations.createOrganizationMembership({
    organizationId,
    userId: 'user_alan',
    role: 'org:member',
  });
  expect(added.publicUserData?.identifier).toBe('alan@acme.test');
  const admin = await backend.organizations.updateOrganizationMembership({
    organizationId,
    userId: 'user_alan',
    role: 'org:admin',
  });
  expect(admin.permissions).toContain('org:sys_memberships:manage');
  const changed = await backend.organizations.updateOrganizationMembershipMetadata({
    organizationId,
    userId: 'user_alan',
    privateMetadata: { desk: 4 },
  });
  expect(changed.privateMetadata).toEqual({ desk: 4 });

  const admins = await backend.organizations.getOrganizationMembershipList({
    organizationId,
    role: ['org:admin'],
  });
  expect(admins.data.map(({ publicUserData }) => publicUserData?.userId)).toEqual(['user_alan', 'user_ada']);
  expect((await backend.users.getOrganizationMembershipList({ userId: 'user_alan' })).totalCount).toBe(1);
  expect((await backend.organizations.getOrganizationInvitationList({ organizationId })).totalCount).toBe(0);

  await backend.organizations.deleteOrganizationMembership({ organizationId, userId: 'user_alan' });
  expect((await backend.users.getOrganizationMembershipList({ userId: 'user_alan' })).data).toEqual([]);
});

test.each([
  {
    name: 'an unknown role',
    input: { userId: 'user_alan', role: 'org:king' },
    status: 422,
    code: 'form_param_value_invalid',
  },
  {
    name: 'a member',
    input: { userId: 'user_ada', role: 'org:member' },
    status: 400,
    code: 'already_a_member_in_organization',
  },
  {
    name: 'an unknown user',
    input: { userId: 'user_none', role: 'org:member' },
    status: 404,
    code: 'resource_not_found',
  },
])('adding $name to an organization is refused', async ({ input, status, code }) => {
  const { backend } = await startWithBackend();
  const adding = backend.organizations.createOrganizationMembership({ organizationId: 'org_acme', ...input });
  await expect(adding).rejects.toMatchObject({ status, errors: [{ code }] });
});

test('a full organization accepts no more members', async () => {
  const { backend } = await startWithBackend();
  await backend.organizations.updateOrganization('org_acme', { maxAllowedMemberships: 2 });
  const adding = backend.organizations.createOrganizationMembership({
    organizationId: 'org_acme',
    userId: 'user_alan',
    role: 'org:member',
  });
  await expect(adding).rejects.toMatchObject({
    status: 403,
    errors: [{ code: 'organization_membership_quota_exceeded' }],
  });
});

test('a logo is set and removed by the application', async () => {
  const { backend } = await startWithBackend();
  const file = new Blob(['GIF89a'], { type: 'image/gif' });
  const withLogo = await backend.organizations.updateOrganizationLogo('org_acme', { file });
  expect(withLogo.hasImage).toBe(true);
  expect((await backend.organizations.deleteOrganizationLogo('org_acme')).hasImage).toBe(false);
});
