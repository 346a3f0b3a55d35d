import { type FrontendApiResponse, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import type { LocalClerkOptions } from '../../src/instance/options.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const ACME = '/v1/organizations/org_acme/billing';

async function signedIn(identifier: string, options: Partial<LocalClerkOptions> = {}) {
  const browser = new TestBrowser(await startTestClerk(options));
  const { body } = await browser.submitPassword(identifier, SEED_PASSWORD);
  const tokens = `/v1/client/sessions/${body.response.created_session_id}/tokens`;
  return { browser, claims: async () => decodeJwt((await browser.post(tokens)).body.jwt) };
}

/** Chooses a plan as `<PricingTable/>` and its checkout do: start, read the saved card, confirm. */
async function buy(browser: TestBrowser, base: string, planId: string): Promise<FrontendApiResponse> {
  const started = await browser.post(`${base}/checkouts`, { plan_id: planId, plan_period: 'month' });
  const { id, needs_payment_method } = started.body.response;
  const [card] = (await browser.get(`${base}/payment_methods`)).body.response.data;
  const fields: Record<string, string> = needs_payment_method ? { payment_method_id: card.id } : {};
  return browser.post(`${base}/checkouts/${id}/confirm?_method=PATCH`, fields);
}

test('plans are readable without a session, by kind of payer, by id and by slug', async () => {
  const anonymous = new TestBrowser(await startTestClerk());
  const { body } = await anonymous.get('/v1/billing/plans?payer_type=org&limit=50&offset=0');
  expect(body.data).toMatchObject([
    { slug: 'free_org', is_default: true, has_base_fee: false, fee: { amount: 0 } },
    { slug: 'team', fee: { amount: 2900, amount_formatted: '29.00', currency: 'USD' }, annual_fee: null },
  ]);
  expect((await anonymous.get('/v1/billing/plans/cplan_scholar')).body.features).toMatchObject([
    { slug: 'courses', name: 'Courses' },
  ]);
  expect((await anonymous.get('/v1/billing/plans/scholar')).body.id).toBe('cplan_scholar');
  expect((await anonymous.get('/v1/billing/plans/none')).status).toBe(404);
  expect((await anonymous.get('/v1/billing/plans?payer_type=cat')).status).toBe(422);
});

test('billing is on for users and organizations, and off for a kind of payer without plans', async () => {
  const settings = async (options: Partial<LocalClerkOptions>) =>
    (await new TestBrowser(await startTestClerk(options)).get('/v1/environment')).body.commerce_settings
      .billing;
  const on = { enabled: true, has_paid_plans: true };
  expect(await settings({})).toMatchObject({ user: on, organization: on });
  const seed = { users: [], organizations: [], plans: [] };
  const off = { enabled: false, has_paid_plans: false };
  expect(await settings({ seed })).toMatchObject({ user: off, organization: off });
});

test('a user who chose no plan is on the free one; the page of purchases is empty', async () => {
  const { browser } = await signedIn('alan@acme.test');
  const { response } = (await browser.get('/v1/me/billing/subscription')).body;
  expect(response).toMatchObject({ status: 'active', payer_id: 'cpayer_user_alan' });
  expect(response.subscription_items).toMatchObject([{ plan: { slug: 'free_user' }, period_end: null }]);
  expect((await browser.get('/v1/me/billing/statements')).body.response).toEqual({
    data: [],
    total_count: 0,
  });
  expect((await browser.get('/v1/me/billing/payment_attempts')).body).toEqual({ data: [], total_count: 0 });
  expect((await browser.get('/v1/me/billing/credits/history')).body.response.data).toEqual([]);
  expect((await browser.get('/v1/me/billing/credits')).body.response.balance).toBeNull();
});

test('a user buys a plan with the saved card; the next token has the plan and its features', async () => {
  const { browser, claims } = await signedIn('alan@acme.test');
  expect(await claims()).toMatchObject({ pla: 'u:free_user' });
  const started = await browser.post('/v1/me/billing/checkouts', {
    plan_id: 'cplan_scholar',
    plan_period: 'month',
  });
  expect(started.body.response).toMatchObject({
    status: 'needs_confirmation',
    is_immediate_plan_change: true,
    needs_payment_method: true,
    totals: { total_due_now: { amount: 900 } },
    payer: { user_id: 'user_alan', email: 'alan@acme.test' },
  });
  expect((await buy(browser, '/v1/me/billing', 'cplan_scholar')).body.response.status).toBe('completed');
  expect(await claims()).toMatchObject({ pla: 'u:scholar', fea: 'u:courses' });
});

test('an organization that cancels keeps its plan to the end of the paid month, and then loses features and permissions', async () => {
  let atMs = Date.parse('2026-05-01T00:00:00Z');
  const { browser, claims } = await signedIn('ada@acme.test', { nowMs: () => atMs });
  atMs += DAY_MS;
  const canceled = await buy(browser, ACME, 'cplan_free_org');
  expect(canceled.body.response).toMatchObject({
    is_immediate_plan_change: false,
    needs_payment_method: false,
    plan_period_start: Date.parse('2026-06-01T00:00:00Z'),
  });
  const subscription = async () => (await browser.get(`${ACME}/subscription`)).body.response;
  expect(await subscription()).toMatchObject({
    subscription_items: [{ plan: { slug: 'team' }, status: 'active', canceled_at: atMs }],
  });
  expect(await claims()).toMatchObject({ pla: 'o:team,u:free_user' });
  atMs = Date.parse('2026-06-01T00:00:00Z');
  // The first session ended long before the month did.
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  expect(await subscription()).toMatchObject({ subscription_items: [{ plan: { slug: 'free_org' } }] });
  const { response } = (await browser.get('/v1/me/organization_memberships')).body;
  const { permissions } = response.data.find(
    (row: { organization: { id: string } }) => row.organization.id === 'org_acme',
  );
  expect(permissions).toContain('org:tickets:manage');
  expect(permissions).not.toContain('org:billing:manage');
});

test('a plan that is canceled can be bought again', async () => {
  const { browser } = await signedIn('ada@acme.test');
  const [item] = (await browser.get(`${ACME}/subscription`)).body.response.subscription_items;
  const canceled = await browser.post(`${ACME}/subscription_items/${item.id}?_method=DELETE`);
  expect(canceled.body.response.canceled_at).toEqual(expect.any(Number));
  expect((await buy(browser, ACME, 'cplan_team')).body.response.status).toBe('completed');
  const [again] = (await browser.get(`${ACME}/subscription`)).body.response.subscription_items;
  expect(again).toMatchObject({ plan: { slug: 'team' }, canceled_at: null });
});

test('a checkout is confirmed once, only by its payer and with a card of that payer', async () => {
  const { browser } = await signedIn('alan@acme.test');
  const checkouts = '/v1/me/billing/checkouts';
  const { id } = (await browser.post(checkouts, { plan_id: 'scholar', plan_period: 'month' })).body.response;
  const change = (fields: Record<string, string>) => browser.post(`${checkouts}/${id}?_method=PATCH`, fields);
  expect((await change({ promo_code: 'FREE' })).body.errors[0].meta.param_name).toBe('promo_code');
  expect((await change({ promo_code: '' })).body.response.status).toBe('needs_confirmation');
  const confirm = (fields: Record<string, string>) =>
    browser.post(`${checkouts}/${id}/confirm?_method=PATCH`, fields);
  expect((await confirm({})).status).toBe(422);
  expect((await confirm({ payment_method_id: 'cpm_user_ada' })).status).toBe(422);
  expect((await confirm({ gateway: 'stripe', payment_token: 'tok' })).status).toBe(422);
  expect((await confirm({ gateway: 'stripe', use_test_card: 'true' })).status).toBe(200);
  expect((await confirm({ gateway: 'stripe', use_test_card: 'true' })).status).toBe(409);
  expect((await browser.get(`${checkouts}/${id}`)).body.response.status).toBe('completed');
  await browser.post('/v1/client/sessions?_method=DELETE');
  await browser.signInWithPassword('grace@acme.test', SEED_PASSWORD);
  expect((await browser.get(`${checkouts}/${id}`)).status).toBe(404);
});

test.each([
  {
    name: 'the plan they have',
    fields: { plan_id: 'free_user', plan_period: 'month' },
    status: 400,
    code: 'invalid_plan_change',
  },
  {
    name: 'a plan for organizations',
    fields: { plan_id: 'team', plan_period: 'month' },
    code: 'form_param_value_invalid',
  },
  { name: 'no plan', fields: { plan_id: '', plan_period: 'month' }, code: 'form_param_value_invalid' },
  {
    name: 'a year of what is sold by the month',
    fields: { plan_id: 'scholar', plan_period: 'annual' },
    code: 'form_param_value_invalid',
  },
  {
    name: 'a fortnight',
    fields: { plan_id: 'scholar', plan_period: 'fortnight' },
    code: 'form_param_value_invalid',
  },
])('$name cannot be bought: $code', async ({ fields, status: wanted = 422, code }) => {
  const { browser } = await signedIn('alan@acme.test');
  const { status, body } = await browser.post('/v1/me/billing/checkouts', fields);
  expect([status, body.errors[0].code]).toEqual([wanted, code]);
});

test.each([
  { who: 'alan@acme.test', what: 'a user who is not a member', read: 404, manage: 404 },
  { who: 'grace@acme.test', what: 'a member', read: 200, manage: 403 },
  { who: 'ada@acme.test', what: 'an admin', read: 200, manage: 400 },
])(
  "$what asks for an organization's subscription: $read, and for another plan: $manage",
  async ({ who, read, manage }) => {
    const { browser } = await signedIn(who);
    expect((await browser.get(`${ACME}/subscription`)).status).toBe(read);
    const fields = { plan_id: 'team', plan_period: 'month' };
    expect((await browser.post(`${ACME}/checkouts`, fields)).status).toBe(manage);
  },
);

test('a billing manager may choose the plan, and may not manage members', async () => {
  const { browser } = await signedIn('ada@acme.test');
  const promoted = await browser.post('/v1/organizations/org_acme/memberships/user_grace?_method=PATCH', {
    role: 'org:billing_manager',
  });
  expect(promoted.body.response.role_name).toBe('Billing manager');
  await browser.post('/v1/client/sessions?_method=DELETE');
  await browser.signInWithPassword('grace@acme.test', SEED_PASSWORD);
  expect((await buy(browser, ACME, 'free_org')).status).toBe(200);
  expect((await browser.get('/v1/organizations/org_acme/membership_requests')).status).toBe(403);
});

test('the roles of the select are the roles of the instance, in pages', async () => {
  const { browser } = await signedIn('ada@acme.test');
  const { response } = (await browser.get('/v1/organizations/org_acme/roles?limit=2&offset=1')).body;
  expect(response.data.map((role: { key: string }) => role.key)).toEqual([
    'org:member',
    'org:billing_manager',
  ]);
  expect([response.total_count, response.has_role_set_migration]).toEqual([3, false]);
  expect(
    response.data[0].permissions.find((row: { key: string }) => row.key === 'org:tickets:read'),
  ).toMatchObject({ type: 'user' });
  expect((await browser.get('/v1/organizations/org_acme/membership_requests')).body.response).toEqual({
    data: [],
    total_count: 0,
  });
});
