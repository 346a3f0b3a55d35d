import { ACCOUNT_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import type { LocalClerk } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const read = async ({ url }: LocalClerk, path: string) => (await fetch(url + path)).text();

/** Sends one of the pages' forms, as a browser on such a page does. */
function submit(
  { url }: LocalClerk,
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = { origin: url, 'sec-fetch-site': 'same-origin' },
): Promise<Response> {
  const body = new URLSearchParams(fields);
  return fetch(url + path, { method: 'POST', headers, body, redirect: 'manual' });
}

/** Follows the link that a form made. @returns the session that its ticket signs in. */
async function redeem(clerk: LocalClerk, answer: Response): Promise<TestBrowser> {
  const page = await read(clerk, answer.headers.get('location') ?? '');
  const ticket = /__clerk_ticket=([\w-]+)/.exec(page)?.[1] ?? '';
  const browser = new TestBrowser(clerk);
  await browser.post('/v1/client/sign_ins', { strategy: 'ticket', ticket });
  return browser;
}

const ACTIONS = [
  '/users/user_ada/sign-in-link',
  '/users/user_ada/impersonate',
  '/users/user_ada/ban',
  '/users/user_ada/unban',
  '/sessions/sess_1/revoke',
  '/deliveries/replay',
  '/deliveries/settings',
  '/deliveries/dlv_1/replay',
  '/faults',
  '/faults/end',
  '/faults/clock',
  '/faults/rotate-key',
];

test.each([
  {
    name: 'an app on a sibling subdomain',
    headers: { origin: ACCOUNT_ORIGIN, 'sec-fetch-site': 'same-site' },
  },
  { name: 'another site', headers: { origin: 'https://evil.test' } },
  { name: 'a sandbox', headers: { origin: 'null' } },
  { name: 'a page that lost its Origin', headers: { 'sec-fetch-site': 'same-site' } },
  { name: 'an unknown origin', headers: {} },
])('a form of $name does nothing', async ({ headers }) => {
  const clerk = await startTestClerk();
  for (const action of ACTIONS) {
    const answer = await submit(clerk, action, { answer: 'down', actor: 'user_alan' }, { ...headers });
    expect([action, answer.status]).toEqual([action, 403]);
  }
  expect(clerk.faults.read().answer).toBe('normal');
});

test('a sign-in link signs that user in, and reads as used afterwards', async () => {
  const clerk = await startTestClerk();
  const answer = await submit(clerk, '/users/user_alan/sign-in-link');
  expect(answer.status).toBe(303);
  const browser = await redeem(clerk, answer);
  const [session] = (await browser.get('/v1/client')).body.response.sessions;
  expect(session).toMatchObject({ user: { id: 'user_alan' }, actor: null });
  expect(await read(clerk, answer.headers.get('location') ?? '')).toContain('This link has been used.');
});

test('an impersonation link names the actor', async () => {
  const clerk = await startTestClerk();
  const browser = await redeem(
    clerk,
    await submit(clerk, '/users/user_alan/impersonate', { actor: 'user_ada' }),
  );
  const [session] = (await browser.get('/v1/client')).body.response.sessions;
  expect(session).toMatchObject({ user: { id: 'user_alan' }, actor: { sub: 'user_ada' } });
  expect(await read(clerk, '/sessions')).toContain('acted by Ada Lovelace');
});

test('a link is shown only on the page of its user', async () => {
  const clerk = await startTestClerk();
  const location = (await submit(clerk, '/users/user_alan/sign-in-link')).headers.get('location') ?? '';
  expect(await read(clerk, location.replace('user_alan', 'user_ada'))).not.toContain('__clerk_ticket');
});

test('a ban signs the user out and can be removed', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await submit(clerk, '/users/user_ada/ban');
  expect((await browser.get('/v1/client')).body.response.sessions).toEqual([]);
  expect(await read(clerk, '/users')).toContain('>banned<');
  await submit(clerk, '/users/user_ada/unban');
  expect(await read(clerk, '/users')).not.toContain('>banned<');
});

test('a revoked session is not live', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  const action = /action="(\/sessions\/sess_\w+\/revoke)"/.exec(await read(clerk, '/sessions'))?.[1] ?? '';
  expect((await submit(clerk, action)).headers.get('location')).toBe('/sessions');
  expect((await browser.get('/v1/client')).body.response.sessions).toEqual([]);
});

test.each([
  { query: 'lovelace', found: ['Ada Lovelace'] },
  { query: 'GRACE@', found: ['Grace Hopper'] },
  { query: 'user_alan', found: ['Alan Turing'] },
  { query: 'nobody', found: [] },
])('searching users for "$query" finds $found', async ({ query, found }) => {
  const page = await read(await startTestClerk(), `/users?query=${query}`);
  const names = [...page.matchAll(/class="who" href="[^"]+">([^<]+)</g)].map(([, name]) => name);
  expect(names).toEqual(found);
});

test('the switches set faults, time and key, and end them', async () => {
  const clerk = await startTestClerk();
  const { jwtKey } = clerk;
  await submit(clerk, '/faults', {
    latencyMs: '20',
    answer: '429',
    only: 'backend-api',
    pathPrefix: '/v1/users',
  });
  expect(clerk.faults.read()).toEqual({
    latencyMs: 20,
    answer: 429,
    only: 'backend-api',
    pathPrefix: '/v1/users',
  });
  await submit(clerk, '/faults/clock', { minutes: '-45' });
  expect(clerk.clock.read()).toEqual({ offsetMs: -45 * 60_000 });
  await submit(clerk, '/faults/rotate-key');
  expect(clerk.jwtKey).not.toBe(jwtKey);
  await submit(clerk, '/faults/end');
  expect(clerk.faults.read()).toEqual({ latencyMs: 0, answer: 'normal' });
  expect(clerk.clock.read()).toEqual({ offsetMs: 0 });
});

test.each([
  { action: '/faults', fields: { latencyMs: 'x', answer: 'down', only: '', pathPrefix: '' } },
  { action: '/faults', fields: {} },
  { action: '/faults/clock', fields: { minutes: '1e300' } },
  { action: '/faults/clock', fields: { minutes: 'x' } },
  { action: '/deliveries/settings', fields: { percent: '101', seconds: '0' } },
])('$action refuses $fields', async ({ action, fields }) => {
  const clerk = await startTestClerk();
  expect((await submit(clerk, action, fields)).status).toBe(400);
  expect(clerk.faults.read()).toEqual({ latencyMs: 0, answer: 'normal' });
});

test('deliveries show attempts and payload, as text, and are sent again', async () => {
  const clerk = await startTestClerk({ webhooks: [{ url: 'http://127.0.0.1:1/hook' }] });
  expect(await read(clerk, '/deliveries')).toContain('Nothing has been sent');
  await createBackend(clerk).users.updateUser('user_ada', { firstName: '<img src=x>' });
  await clerk.webhooks.settled();
  const path = /href="(\/deliveries\/dlv_\w+)"/.exec(await read(clerk, '/deliveries'))?.[1] ?? '';
  const page = await read(clerk, path);
  expect(page).toContain('ECONNREFUSED');
  expect(page).toContain('&lt;img src=x&gt;');
  expect(page).not.toContain('<img');
  await submit(clerk, `${path}/replay`);
  await clerk.webhooks.settled();
  await submit(clerk, '/deliveries/replay', { minutes: '60' });
  await clerk.webhooks.settled();
  expect(clerk.webhooks.deliveries()[0]?.attempts).toHaveLength(3);
  await submit(clerk, '/deliveries/settings', { percent: '20', seconds: '600' });
  expect(clerk.webhooks.read()).toEqual({ duplicate: 0.2, shuffleMs: 600_000 });
});

test.each([
  { path: '/sessions', says: 'No user is signed in' },
  { path: '/deliveries', says: 'No endpoint is configured' },
  { path: '/users?query=zzz', says: 'No user is found' },
])('$path explains its empty list', async ({ path, says }) => {
  expect(await read(await startTestClerk(), path)).toContain(says);
});

test('without users and organizations the lists explain how to create one', async () => {
  const clerk = await startTestClerk({ seed: { users: [], organizations: [] } });
  expect(await read(clerk, '/users')).toContain('No user has an account');
  expect(await read(clerk, '/organizations')).toContain('No organizations yet');
});

test.each(['/users/user_none', '/deliveries/dlv_none'])('%s is not found', async (path) => {
  const { url } = await startTestClerk();
  expect((await fetch(url + path)).status).toBe(404);
});
