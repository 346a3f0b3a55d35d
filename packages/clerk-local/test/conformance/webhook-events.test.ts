import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect } from 'vitest';
import { createSession } from '../../src/flows/sessions/sessions.ts';
import { createInstance } from '../../src/start/create-instance.ts';
import { type ChangeSet, createChangeRecorder } from '../../src/store/record-changes.ts';
import { deriveEvents } from '../../src/webhooks/derive-events.ts';
import { EVENT_TYPES } from '../../src/webhooks/event-types.ts';
import { captureCodes } from '../fixtures/capture-codes.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';
import { startWebhookReceiver } from '../fixtures/webhook-receiver.ts';
import { conformanceTest } from './conformance-test.ts';
import { readEventDescriptions } from './webhook-events.ts';
import ledger from './webhook-ledger.json' with { type: 'json' };

conformanceTest('every type of event is as Clerk describes it, apart from the ledger', async (files) => {
  const descriptions = readEventDescriptions(files.webhooks);
  const events = [...(await provokeEveryEvent()), ...(await deriveTheOthers())];
  expect([...new Set(events.map(({ type }) => type))].sort()).toEqual([...EVENT_TYPES]);
  expect(descriptions.types).toEqual(expect.arrayContaining([...EVENT_TYPES]));
  const found = new Set(events.flatMap(descriptions.gapsOf).map(lineOf));
  expect([...found].sort()).toEqual(ledger.map(lineOf).sort());
});

/** Does once, through the APIs, everything that is announced. */
async function provokeEveryEvent(): Promise<{ type: string }[]> {
  const receiver = await startWebhookReceiver(() => clerk.webhookSecret);
  const codes = captureCodes();
  const clerk = await startTestClerk({ webhooks: [{ url: receiver.url }], log: codes.log });
  const backend = createBackend(clerk);
  const { users, organizations, sessions } = backend;
  const ada = new TestBrowser(clerk);
  const nora = new TestBrowser(clerk);

  const signUp = { email_address: 'nora@acme.test', password: SEED_PASSWORD };
  const { id } = (await nora.post('/v1/client/sign_ups', signUp)).body.response;
  await nora.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  await nora.post(`/v1/client/sign_ups/${id}/attempt_verification`, {
    strategy: 'email_code',
    code: codes.latest(),
  });
  const team = await organizations.createOrganization({ name: 'Team', createdBy: 'user_ada' });
  await organizations.updateOrganization(team.id, { name: 'The team' });
  const signIn = async (): Promise<string> =>
    (await ada.submitPassword('ada@acme.test', SEED_PASSWORD)).body.response.created_session_id;
  const first = await signIn();
  const invitations = `/v1/organizations/${team.id}/invitations`;
  const invite = async (email_address: string): Promise<string> =>
    (await ada.post(invitations, { email_address, role: 'org:member' })).body.response.id;
  await nora.post(`/v1/me/organization_invitations/${await invite('nora@acme.test')}/accept`);
  await ada.post(`${invitations}/${await invite('sam@acme.test')}/revoke`);
  await organizations.updateOrganizationMembership({
    organizationId: 'org_acme',
    userId: 'user_grace',
    role: 'org:admin',
  });
  const acme = '/v1/organizations/org_acme/billing';
  const [item] = (await ada.get(`${acme}/subscription`)).body.response.subscription_items;
  await ada.post(`${acme}/subscription_items/${item.id}?_method=DELETE`);
  await buyPlan(ada, acme, 'cplan_team');
  await buyPlan(nora, '/v1/me/billing', 'scholar');
  await sessions.revokeSession(first);
  await ada.post(`/v1/client/sessions/${await signIn()}/end`);
  await ada.post(`/v1/client/sessions/${await signIn()}/remove`);
  await organizations.deleteOrganization(team.id);
  await users.deleteUser('user_grace');
  await clerk.webhooks.settled();
  expect(receiver.received.every(({ verified }) => verified !== undefined)).toBe(true);
  return receiver.received.map(({ event }) => event);
}

/** As the checkout does: start, read the saved card, confirm. */
async function buyPlan(browser: TestBrowser, base: string, planId: string): Promise<void> {
  const fields = { plan_id: planId, plan_period: 'month' };
  const { id } = (await browser.post(`${base}/checkouts`, fields)).body.response;
  const [card] = (await browser.get(`${base}/payment_methods`)).body.response.data;
  await browser.post(`${base}/checkouts/${id}/confirm?_method=PATCH`, { payment_method_id: card.id });
}

/** Events that no route of ours leads to yet: their rows are written. */
async function deriveTheOthers(): Promise<{ type: string }[]> {
  const { instance } = await createInstance({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [],
    homeUrl: 'http://acme.localhost',
    signInUrl: 'http://acme.localhost/sign-in',
    signUpUrl: 'http://acme.localhost/sign-up',
  });
  const { store } = instance;
  const recorder = createChangeRecorder(store);
  const session = createSession(instance, { userId: 'user_ada', clientId: null });
  const named = { id: 'x_1', key: 'org:x:y', name: 'X', description: '', createdAtMs: 1, updatedAtMs: 1 };
  const writes: (() => unknown)[] = [
    () => store.sessions.patch(session.id, { status: 'pending' }),
    () => store.permissions.set(named),
    () => store.roles.set({ ...named, permissions: [named.key] }),
    () => store.permissions.patch(named.id, { name: 'Y' }),
    () => store.roles.patch(named.id, { permissions: [] }),
    () => store.roles.delete(named.id),
    () => store.permissions.delete(named.id),
  ];
  return writes.flatMap((write) => {
    const changes: ChangeSet = new Map();
    recorder.record(changes, write);
    const envelope = { object: 'event', timestamp: instance.nowMs(), instance_id: instance.instanceId };
    return deriveEvents(instance, changes).map((event) =>
      JSON.parse(JSON.stringify({ ...envelope, ...event })),
    );
  });
}

function lineOf({ operation, pointer, keyword }: { operation: string; pointer: string; keyword: string }) {
  return `${operation} | ${pointer} | ${keyword}`;
}
