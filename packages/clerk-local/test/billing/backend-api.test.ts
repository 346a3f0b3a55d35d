import { expect, test } from 'vitest';
import { startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend against a started local Clerk: plans and subscriptions.

test('plans are listed by kind of payer, newest first', async () => {
  const { backend } = await startWithBackend();
  const { data, totalCount } = await backend.billing.getPlanList({ payerType: 'org', limit: 1 });
  expect([data.map(({ slug }) => slug), totalCount]).toEqual([['team'], 2]);
  expect(data[0]).toMatchObject({
    fee: { amount: 2900, currency: 'USD' },
    forPayerType: 'org',
    isDefault: false,
  });
  expect(data[0]?.features?.map(({ slug }) => slug)).toEqual(['tickets', 'projects', 'billing', 'audit_log']);
});

test('each user and each organization has a subscription', async () => {
  const { backend } = await startWithBackend();
  const acme = await backend.billing.getOrganizationBillingSubscription('org_acme');
  expect(acme).toMatchObject({
    status: 'active',
    subscriptionItems: [{ plan: { slug: 'team' }, planPeriod: 'month' }],
  });
  expect(acme.nextPayment?.amount.amount).toBe(2900);
  const globex = await backend.billing.getOrganizationBillingSubscription('org_globex');
  expect([globex.subscriptionItems[0]?.plan?.slug, globex.nextPayment]).toEqual(['free_org', null]);
  for (const id of ['user_ada', 'user_grace', 'user_alan']) {
    const { subscriptionItems } = await backend.billing.getUserBillingSubscription(id);
    expect(subscriptionItems.map(({ plan }) => plan?.slug)).toEqual(['free_user']);
  }
  await expect(backend.billing.getUserBillingSubscription('user_none')).rejects.toMatchObject({
    status: 404,
  });
});

test('an item is canceled at the end of its period, or at once', async () => {
  const { backend } = await startWithBackend();
  const itemOf = async () =>
    (await backend.billing.getOrganizationBillingSubscription('org_acme')).subscriptionItems[0];
  const id = (await itemOf())?.id ?? '';
  expect(await backend.billing.cancelSubscriptionItem(id)).toMatchObject({
    status: 'active',
    canceledAt: expect.any(Number),
  });
  expect((await itemOf())?.plan?.slug).toBe('team');
  expect(await backend.billing.cancelSubscriptionItem(id, { endNow: true })).toMatchObject({
    status: 'ended',
  });
  const free = await itemOf();
  expect(free?.plan?.slug).toBe('free_org');
  await expect(backend.billing.cancelSubscriptionItem(free?.id ?? '')).rejects.toMatchObject({ status: 404 });
});

test('another program of the machine puts a payer on a plan', async () => {
  const { clerk, backend } = await startWithBackend();
  const put = async (body: object) =>
    (await fetch(`${clerk.url}/__local/subscriptions`, { method: 'PUT', body: JSON.stringify(body) })).status;
  expect(await put({ payer: 'globex', plan: 'team' })).toBe(200);
  expect(await put({ payer: 'user_alan', plan: 'scholar' })).toBe(200);
  const globex = await backend.billing.getOrganizationBillingSubscription('org_globex');
  const alan = await backend.billing.getUserBillingSubscription('user_alan');
  expect([globex, alan].map(({ subscriptionItems }) => subscriptionItems[0]?.plan?.slug)).toEqual([
    'team',
    'scholar',
  ]);
  expect(await put({ payer: 'user_alan', plan: 'team' })).toBe(422);
  expect(await put({ payer: 'user_alan', plan: 'scholar', period: 'annual' })).toBe(422);
  expect(await put({ payer: 'nobody', plan: 'team' })).toBe(404);
  expect(await put({ payer: 'globex' })).toBe(422);
});

test('an organization without a member who can manage its members reports that', async () => {
  const { backend } = await startWithBackend();
  const missing = async () => {
    const { raw } = await backend.organizations.getOrganization({ organizationId: 'org_globex' });
    return (
      raw && 'missing_member_with_elevated_permissions' in raw && raw.missing_member_with_elevated_permissions
    );
  };
  expect(await missing()).toBe(false);
  await backend.organizations.deleteOrganizationMembership({
    organizationId: 'org_globex',
    userId: 'user_grace',
  });
  expect(await missing()).toBe(true);
});
