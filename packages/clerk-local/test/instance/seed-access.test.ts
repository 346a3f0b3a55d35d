import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { defaultPlans } from '../../src/seed/default-plans.ts';
import { defaultRoles } from '../../src/seed/default-roles.ts';
import { defaultSeed, type Seed } from '../../src/seed/seed.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';
import { editRows } from '../fixtures/state-folder.ts';

const empty: Seed = { users: [], organizations: [] };
const [freeOrg] = defaultPlans;
const member = { emailAddress: 'ada@acme.test', role: 'org:king' };

test.each<{ name: string; seed: Partial<Seed>; says: string }>([
  {
    name: 'a malformed permission',
    seed: { permissions: [{ key: 'tickets:read', name: 'Read' }] },
    says: 'has the permission "tickets:read"',
  },
  {
    name: 'a malformed role',
    seed: { roles: [{ key: 'admin', name: 'A', description: '', permissions: [] }] },
    says: 'has the role "admin"',
  },
  {
    name: 'a role with an unknown permission',
    seed: { roles: [{ key: 'org:a', name: 'A', description: '', permissions: ['org:cats:feed'] }] },
    says: 'gives org:a the permission org:cats:feed',
  },
  {
    name: 'no role for members',
    seed: { roles: defaultRoles.slice(0, 1) },
    says: 'needs the role org:member',
  },
  {
    name: 'two default plans',
    seed: { plans: freeOrg ? [freeOrg, { ...freeOrg, slug: 'other' }] : [] },
    says: 'exactly one free default plan for orgs, and has 2',
  },
  {
    name: 'a plan twice',
    seed: { plans: [...defaultPlans, ...defaultPlans] },
    says: 'has two plans free_org',
  },
  {
    name: 'half a cent',
    seed: { plans: defaultPlans.map((plan) => ({ ...plan, monthlyFeeCents: 0.5 })) },
    says: 'the fee 0.5',
  },
  {
    name: 'a feature with a comma',
    seed: { plans: defaultPlans.map((plan) => ({ ...plan, features: ['a,b'] })) },
    says: '"a,b"',
  },
  {
    name: 'a member with an unknown role',
    seed: { users: defaultSeed.users, organizations: [{ name: 'X', slug: 'x', members: [member] }] },
    says: 'needs the role org:king',
  },
  {
    name: 'a plan of the other kind of payer',
    seed: { organizations: [{ name: 'X', slug: 'x', members: [], plan: 'scholar' }] },
    says: 'to scholar',
  },
])('a seed with $name is refused with the reason', async ({ seed, says }) => {
  await expect(startTestClerk({ seed: { ...empty, ...seed } })).rejects.toThrow(says);
});

test('a team replaces roles, permissions and plans by its own', async () => {
  const backend = createBackend(
    await startTestClerk({
      seed: {
        ...empty,
        permissions: [{ key: 'org:cats:feed', name: 'Feed cats' }],
        roles: defaultRoles.map((role) => ({ ...role, permissions: ['org:cats:feed'] })),
        plans: [],
      },
    }),
  );
  const { data } = await backend.organizationPermissions.getOrganizationPermissionList({ query: 'cats' });
  expect(data.map(({ key }) => key)).toEqual(['org:cats:feed']);
  expect((await backend.billing.getPlanList()).data).toEqual([]);
});

test('a snapshot from before there were roles and plans still has a user who may manage its organizations', async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-old-'));
  onTestFinished(() => rm(stateDir, { recursive: true, force: true }));
  await (await startTestClerk({ stateDir })).close();
  await editRows(stateDir, (rows) => {
    for (const table of ['roles', 'permissions', 'plans', 'subscriptionItems', 'checkouts'] as const)
      delete rows[table];
  });
  const backend = createBackend(await startTestClerk({ stateDir }));
  const { data } = await backend.organizations.getOrganizationMembershipList({
    organizationId: 'org_acme',
    role: ['org:admin'],
  });
  expect(data[0]?.permissions).toContain('org:sys_memberships:manage');
  const { subscriptionItems } = await backend.billing.getOrganizationBillingSubscription('org_acme');
  expect(subscriptionItems[0]?.plan?.slug).toBe('free_org');
});
