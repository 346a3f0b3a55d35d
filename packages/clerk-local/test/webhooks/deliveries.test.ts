import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, onTestFinished, test } from 'vitest';
import type { LocalClerk, LocalClerkOptions } from '../../src/index.ts';
import { RETRY_DELAYS_MS } from '../../src/webhooks/retry-schedule.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';
import { startWebhookReceiver } from '../fixtures/webhook-receiver.ts';

async function startWithReceiver(
  options: Partial<LocalClerkOptions> = {},
  endpoint: { secret?: string; events?: readonly string[] } = {},
) {
  const started: { clerk?: LocalClerk } = {};
  const receiver = await startWebhookReceiver(() => endpoint.secret ?? started.clerk?.webhookSecret ?? '');
  const clerk = await startTestClerk({ ...options, webhooks: [{ url: receiver.url, ...endpoint }] });
  started.clerk = clerk;
  return {
    clerk,
    receiver,
    backend: createBackend(clerk),
    types: () => receiver.received.map((r) => r.event.type),
  };
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'clerk-local-webhooks-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('an event arrives as the real verifyWebhook accepts it, with its envelope and cause', async () => {
  const { clerk, receiver, backend } = await startWithReceiver();
  const before = Date.now();
  const user = await backend.users.createUser({ emailAddress: ['nora@acme.test'], firstName: 'Nora' });
  await clerk.webhooks.settled();
  const [first] = receiver.received;
  expect(receiver.received).toHaveLength(1);
  expect(first?.verified).toBe('user.created');
  expect(first?.headers['content-type']).toBe('application/json');
  expect(first?.event).toEqual({
    object: 'event',
    type: 'user.created',
    timestamp: expect.any(Number),
    instance_id: expect.stringMatching(/^ins_/),
    event_attributes: {
      http_request: { client_ip: '127.0.0.1', user_agent: expect.stringContaining('@clerk/backend') },
    },
    data: expect.objectContaining({ object: 'user', id: user.id, first_name: 'Nora', private_metadata: {} }),
  });
  expect(first?.event.timestamp).toBeGreaterThanOrEqual(before);
});

test('a request without a visible change sends nothing', async () => {
  const { clerk, backend, types } = await startWithReceiver();
  await backend.users.getUserList();
  await backend.users.updateUser('user_ada', { firstName: 'Ada' });
  await backend.signInTokens.createSignInToken({ userId: 'user_ada', expiresInSeconds: 60 });
  await clerk.webhooks.settled();
  expect(types()).toEqual([]);
});

test('every change of a user is announced, in the order in which it can be mirrored', async () => {
  const { clerk, backend, types } = await startWithReceiver();
  await new TestBrowser(clerk).signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await backend.users.banUser('user_ada');
  await backend.organizations.deleteOrganization('org_acme');
  await backend.users.deleteUser('user_grace');
  const sent = clerk.webhooks.deliveries().map(({ type }) => type);
  expect(sent).toEqual([
    'user.updated',
    'session.created',
    'user.updated',
    'session.revoked',
    'organizationMembership.deleted',
    'organizationMembership.deleted',
    'organization.deleted',
    'organization.updated',
    'organizationMembership.deleted',
    'user.deleted',
  ]);
  await clerk.webhooks.settled();
  expect(types().sort()).toEqual(sent.sort());
});

test('a deleted membership names its user and organization, although both are deleted', async () => {
  const { clerk, receiver, backend } = await startWithReceiver(
    {},
    { events: ['organizationMembership.deleted'] },
  );
  await backend.users.deleteUser('user_ada');
  await backend.organizations.deleteOrganization('org_acme');
  await clerk.webhooks.settled();
  const announced = receiver.received.map(({ event }) => [
    event.data.organization.slug,
    event.data.public_user_data.identifier,
  ]);
  expect(announced.sort()).toEqual([
    ['acme', 'ada@acme.test'],
    ['acme', 'grace@acme.test'],
    ['globex', 'ada@acme.test'],
  ]);
});

test('events name the request that caused them, also of two at once', async () => {
  const { clerk, receiver, backend } = await startWithReceiver();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      backend.users.createUser({ emailAddress: [`person${index}@acme.test`], password: SEED_PASSWORD }),
    ),
  );
  await clerk.webhooks.settled();
  const ids = receiver.received.map(({ event }) => event.data.id);
  expect(receiver.received.every(({ verified }) => verified === 'user.created')).toBe(true);
  expect(new Set(ids).size).toBe(20);
  expect(ids).toHaveLength(20);
});

test('an endpoint has its own secret and gets only the types it names', async () => {
  const secret = `whsec_${Buffer.from('a secret of our own, long enough').toString('base64')}`;
  const { clerk, receiver, backend } = await startWithReceiver({}, { secret, events: ['user.deleted'] });
  await backend.users.createUser({ emailAddress: ['nora@acme.test'] });
  await backend.users.deleteUser('user_alan');
  await clerk.webhooks.settled();
  expect(receiver.received).toMatchObject([
    { verified: 'user.deleted', event: { data: { object: 'user', id: 'user_alan', deleted: true } } },
  ]);
});

test('a refused event is sent again on the schedule, signed again under the same id, then given up', async () => {
  const { clerk, receiver, backend } = await startWithReceiver();
  receiver.answer = 500;
  await backend.users.deleteUser('user_alan');
  await clerk.webhooks.settled();
  let passedMs = 0;
  for (const [index, delayMs] of RETRY_DELAYS_MS.entries()) {
    clerk.clock.set({ offsetMs: passedMs + delayMs - 1000 });
    await clerk.webhooks.settled();
    expect(receiver.received, 'not before its time').toHaveLength(index + 1);
    passedMs += delayMs + 1000;
    clerk.clock.set({ offsetMs: passedMs });
    await clerk.webhooks.settled();
    expect(receiver.received).toHaveLength(index + 2);
  }
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
  expect(receiver.received.every(({ verified }) => verified === 'user.deleted')).toBe(true);
  expect(clerk.webhooks.deliveries()).toMatchObject([
    { status: 'failed', nextAttemptAtMs: null, failures: 8 },
  ]);
});

test.each([
  { answer: 200, status: 'delivered' },
  { answer: 204, status: 'delivered' },
  { answer: 302, status: 'pending' },
  { answer: 400, status: 'pending' },
] as const)('$answer means $status, and no redirect is followed', async ({ answer, status }) => {
  const { clerk, receiver, backend } = await startWithReceiver();
  receiver.answer = answer;
  await backend.users.deleteUser('user_alan');
  await clerk.webhooks.settled();
  expect(clerk.webhooks.deliveries()).toMatchObject([{ status, attempts: [{ status: answer }] }]);
  expect(receiver.received).toHaveLength(1);
});

test('an endpoint that does not listen is an attempt without an answer', async () => {
  const clerk = await startTestClerk({ webhooks: [{ url: 'http://127.0.0.1:1/hook' }] });
  await createBackend(clerk).users.deleteUser('user_alan');
  await clerk.webhooks.settled();
  expect(clerk.webhooks.deliveries()).toMatchObject([
    { status: 'pending', attempts: [{ status: null, detail: expect.stringContaining('ECONNREFUSED') }] },
  ]);
});

test('what was not delivered is sent by the next start, with the same keys', async () => {
  const stateDir = await temporaryFolder();
  const receiver = await startWebhookReceiver(() => secret);
  receiver.answer = 'hang';
  const options = { stateDir, webhooks: [{ url: receiver.url }] };
  const first = await startTestClerk(options);
  const secret = first.webhookSecret;
  const arrived = receiver.next();
  await createBackend(first).users.deleteUser('user_alan');
  await arrived;
  await first.close();
  receiver.answer = 200;
  const second = await startTestClerk(options);
  await second.webhooks.settled();
  expect(second.webhookSecret).toBe(secret);
  expect(receiver.received).toHaveLength(2);
  expect(receiver.received[1]).toMatchObject({ id: receiver.received[0]?.id, verified: 'user.deleted' });
  expect(second.webhooks.deliveries()).toMatchObject([{ status: 'delivered' }]);
});

test('reset clears deliveries, also a running one, and puts settings and time back', async () => {
  const { clerk, receiver, backend } = await startWithReceiver();
  receiver.answer = 'hang';
  clerk.webhooks.set({ duplicate: 1 });
  clerk.clock.set({ offsetMs: 5000 });
  await backend.users.deleteUser('user_alan');
  // Both copies: one still on its way would count as received after the reset.
  await expect.poll(() => receiver.received).toHaveLength(2);
  await clerk.reset();
  expect(clerk.webhooks.deliveries()).toEqual([]);
  expect(clerk.webhooks.read()).toEqual({ duplicate: 0, shuffleMs: 0 });
  expect(clerk.clock.read()).toEqual({ offsetMs: 0 });
  receiver.answer = 200;
  receiver.received.length = 0;
  await backend.users.deleteUser('user_alan');
  await clerk.webhooks.settled();
  expect(receiver.received).toHaveLength(1);
});

test('messages can be sent twice and late, each copy verified and with the same id', async () => {
  const { clerk, receiver, backend } = await startWithReceiver();
  clerk.webhooks.set({ duplicate: 1, shuffleMs: 600_000 });
  await backend.users.deleteUser('user_alan');
  clerk.clock.set({ offsetMs: 600_000 });
  await clerk.webhooks.settled();
  expect(receiver.received).toHaveLength(2);
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
});

test('other programs list deliveries, wait for them, replay them and change settings', async () => {
  const { clerk, receiver, backend } = await startWithReceiver();
  const control = async (path: string, method = 'GET', body?: string) => {
    const answer = await fetch(`${clerk.url}/__local${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
    });
    // The assertions are the check.
    return { status: answer.status, body: (await answer.json()) as { deliveries: { id: string }[] } };
  };
  await backend.users.deleteUser('user_alan');
  const listed = await control('/deliveries?settled=1');
  expect(listed).toMatchObject({
    status: 200,
    body: { deliveries: [{ status: 'delivered', type: 'user.deleted' }] },
  });
  const id = listed.body.deliveries[0]?.id;
  expect(await control(`/deliveries/${id}/replay`, 'POST')).toEqual({ status: 200, body: { replayed: 1 } });
  expect(await control('/deliveries/replay', 'POST')).toEqual({ status: 200, body: { replayed: 1 } });
  expect(await control('/deliveries/replay', 'POST', `{"sinceMs":${Date.now() + 60_000}}`)).toMatchObject({
    body: { replayed: 0 },
  });
  expect(await control('/deliveries/dlv_none/replay', 'POST')).toMatchObject({ status: 404 });
  expect(await control('/webhooks', 'PUT', '{"duplicate":0.2,"shuffleMs":1000}')).toEqual({
    status: 200,
    body: { duplicate: 0.2, shuffleMs: 1000 },
  });
  await clerk.webhooks.settled();
  expect(receiver.received.length).toBeGreaterThan(1);
});

test.each([
  { path: '/webhooks', method: 'PUT', body: '{"duplicate":2}', code: 'webhooks_invalid' },
  { path: '/webhooks', method: 'PUT', body: 'no', code: 'webhooks_invalid' },
  { path: '/webhooks', method: 'PUT', body: 'null', code: 'webhooks_invalid' },
  { path: '/deliveries/replay', method: 'POST', body: '{"sinceMs":"x"}', code: 'webhooks_invalid' },
  { path: '/clock', method: 'PUT', body: '{"offsetMs":1e300}', code: 'clock_invalid' },
  { path: '/clock', method: 'PUT', body: '', code: 'clock_invalid' },
  { path: '/rotate-key', method: 'POST', body: '{"keepOldForMs":-1}', code: 'rotation_invalid' },
  { path: '/rotate-key', method: 'POST', body: '[]', code: 'rotation_invalid' },
])('$method $path refuses $body', async ({ path, method, body, code }) => {
  const { url } = await startTestClerk();
  const answer = await fetch(`${url}/__local${path}`, { method, body });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ code }] });
});

test.each([
  { name: 'plain http off this machine', endpoint: { url: 'http://example.test/hook' } },
  { name: 'a name that only looks local', endpoint: { url: 'http://localhost.example.test/hook' } },
  { name: 'no URL', endpoint: { url: 'portal/hook' } },
  { name: 'a password in the URL', endpoint: { url: 'https://a:b@example.test/hook' } },
  { name: 'another scheme', endpoint: { url: 'file:///etc/hosts' } },
  { name: 'an unknown event', endpoint: { url: 'https://example.test/', events: ['user.exploded'] } },
  { name: 'a malformed secret', endpoint: { url: 'https://example.test/', secret: 'whsec_hunter2' } },
])('$name is refused at the start, without a secret in the message', async ({ endpoint }) => {
  const attempt = startTestClerk({ webhooks: [endpoint] });
  await expect(attempt).rejects.toMatchObject({ code: 'webhooks_invalid' });
  await expect(attempt).rejects.not.toThrow(/hunter2|a:b/);
});
