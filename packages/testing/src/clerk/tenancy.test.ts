import { createClerkClient } from '@clerk/backend';
import { SEED_PASSWORD, startClerkLocal, TestBrowser } from 'clerk-local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { type AccountDefinition, DEFAULT_ACCOUNTS } from '../options.ts';
import { createTenancy } from './tenancy.ts';

async function startTenancy(accounts: Readonly<Record<string, AccountDefinition>> = {}) {
  const clerk = await startClerkLocal();
  onTestFinished(() => clerk.close());
  const { publishableKey, secretKey, url: apiUrl } = clerk;
  const instance = { kind: 'local', publishableKey, secretKey, apiUrl } as const;
  const backend = createClerkClient({ publishableKey, secretKey, apiUrl });
  const tenancy = createTenancy(instance, { ...DEFAULT_ACCOUNTS, ...accounts });
  const count = async () => [
    await backend.users.getCount(),
    (await backend.organizations.getOrganizationList()).totalCount,
  ];
  const roles = async (userId: string) =>
    (await backend.users.getOrganizationMembershipList({ userId })).data.map(({ role, organization }) => [
      organization.id,
      role,
    ]);
  return { clerk, backend, tenancy, count, roles };
}

test('nothing is made before it is asked for, each account once, and all of it is removed', async () => {
  const { tenancy, count } = await startTenancy();
  const before = await count();
  const [one, again] = await Promise.all([tenancy.account('owner'), tenancy.account('owner')]);
  expect(again).toBe(one);
  await tenancy.organizationFor('owner', undefined);
  const [users = 0, organizations = 0] = before;
  expect(await count()).toEqual([users + 1, organizations + 1]);
  await tenancy.remove();
  expect(await count()).toEqual(before);
});

test('owner and member are in the tenant with their roles, outsider is in none', async () => {
  const { tenancy, roles } = await startTenancy();
  const { id } = await tenancy.tenant();
  for (const name of ['owner', 'member', 'owner']) {
    expect(await tenancy.organizationFor(name, undefined)).toBe(id);
  }
  expect(await tenancy.organizationFor('outsider', undefined)).toBeUndefined();
  const rolesOf = async (name: string) => roles((await tenancy.account(name)).userId);
  expect(await rolesOf('owner')).toEqual([[id, 'org:admin']]);
  expect(await rolesOf('member')).toEqual([[id, 'org:member']]);
  expect(await rolesOf('outsider')).toEqual([]);
});

test('an account that exists is found, joins nothing, and stays', async () => {
  const { tenancy, backend, roles } = await startTenancy({
    ada: { email: 'ada@acme.test', password: SEED_PASSWORD },
  });
  const ada = await tenancy.account('ada');
  expect(ada).toMatchObject({ email: 'ada@acme.test', password: SEED_PASSWORD });
  const before = await roles(ada.userId);
  expect(await tenancy.organizationFor('ada', undefined)).toBeUndefined();
  expect(await tenancy.organizationFor('ada', 'acme')).toMatch(/^org_/);
  await tenancy.remove();
  expect(await roles(ada.userId)).toEqual(before);
  expect((await backend.users.getUser(ada.userId)).id).toBe(ada.userId);
});

test('a ticket signs its account in', async () => {
  const { clerk, tenancy } = await startTenancy();
  const account = await tenancy.account('outsider');
  const { userId } = await new TestBrowser(clerk).signInWithTicket(await tenancy.ticketFor(account));
  expect(userId).toBe(account.userId);
});

test.each([
  {
    what: 'an account that the options do not name',
    name: 'nobody',
    slug: undefined,
    code: 'unknown_account',
  },
  { what: 'a name that every object has', name: 'toString', slug: undefined, code: 'unknown_account' },
  { what: 'a user that does not exist', name: 'gone', slug: 'acme', code: 'unknown_account' },
  {
    what: 'an organization that does not exist',
    name: 'owner',
    slug: 'nowhere',
    code: 'unknown_organization',
  },
  { what: 'a role that does not exist', name: 'odd', slug: undefined, code: 'clerk_refused' },
])('$what is $code', async ({ name, slug, code }) => {
  const { tenancy } = await startTenancy({ gone: { email: 'gone@acme.test' }, odd: { role: 'org:nothing' } });
  const ask = async () => {
    await tenancy.account(name);
    await tenancy.organizationFor(name, slug);
  };
  await expect(ask()).rejects.toMatchObject({ name: 'SsoTestError', code });
});
