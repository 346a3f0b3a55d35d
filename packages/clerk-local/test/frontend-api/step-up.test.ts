import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startWithTotp } from '../fixtures/authenticator.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const MINUTE_MS = 60_000;
const PASSWORD = { strategy: 'password', password: SEED_PASSWORD };

/** Ada, signed in with a password, after a time. */
async function signedIn(minutesAgo: number) {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  const { body } = await browser.get('/v1/client');
  const [session] = body.response.sessions;
  const addressId: string = session.user.primary_email_address_id;
  clerk.clock.set({ offsetMs: minutesAgo * MINUTE_MS });
  return { clerk, browser, sessionId: String(session.id), addressId };
}

type World = Awaited<ReturnType<typeof signedIn>>;

/** @source Clerk docs, "Sensitive actions that require reverification". */
const SENSITIVE: readonly {
  name: string;
  path: (world: World) => string;
  fields?: Record<string, string>;
}[] = [
  {
    name: 'a new password',
    path: () => '/v1/me/change_password',
    fields: { new_password: 'battery-staple-horse' },
  },
  { name: 'no password', path: () => '/v1/me/remove_password' },
  {
    name: 'another address',
    path: () => '/v1/me/email_addresses',
    fields: { email_address: 'ada@other.test' },
  },
  { name: 'one address less', path: ({ addressId }) => `/v1/me/email_addresses/${addressId}?_method=DELETE` },
  { name: 'an authenticator app', path: () => '/v1/me/totp' },
  { name: 'no authenticator app', path: () => '/v1/me/totp?_method=DELETE' },
  { name: 'backup codes', path: () => '/v1/me/backup_codes' },
  { name: 'the end of a session', path: ({ sessionId }) => `/v1/me/sessions/${sessionId}/revoke` },
  { name: 'no account', path: () => '/v1/me?_method=DELETE' },
];

test.each(SENSITIVE)('$name needs a proof of the last ten minutes', async ({ path, fields = {} }) => {
  const world = await signedIn(10);
  const refused = await world.browser.post(path(world), fields);
  expect([refused.status, refused.body.errors[0].code]).toEqual([403, 'session_reverification_required']);
  const verify = `/v1/client/sessions/${world.sessionId}/verify`;
  // As Clerk's dialog does.
  await world.browser.post(verify, { level: 'second_factor' });
  expect((await world.browser.post(`${verify}/attempt_first_factor`, PASSWORD)).body.response.status).toBe(
    'complete',
  );
  const retried = await world.browser.post(path(world), fields);
  expect(retried.body.errors?.[0].code).not.toBe('session_reverification_required');
});

test.each(SENSITIVE)('$name needs none a minute earlier', async ({ path, fields = {} }) => {
  const world = await signedIn(9);
  const { body } = await world.browser.post(path(world), fields);
  expect(body.errors?.[0].code).not.toBe('session_reverification_required');
});

test('another primary address needs a proof, another name does not', async () => {
  const { browser, addressId } = await signedIn(30);
  const primary = await browser.post('/v1/me?_method=PATCH', { primary_email_address_id: addressId });
  expect([primary.status, primary.body.errors[0].code]).toEqual([403, 'session_reverification_required']);
  expect((await browser.post('/v1/me?_method=PATCH', { first_name: 'Augusta' })).status).toBe(200);
});

test('a user with an app has to show a code: the password is not the strongest proof', async () => {
  const { clerk, ada, app } = await startWithTotp();
  const id: string = (await ada.get('/v1/client')).body.response.last_active_session_id;
  const body = JSON.stringify({ minutes: 30 });
  await fetch(`${clerk.url}/__local/sessions/${id}/age`, { method: 'POST', body });
  const path = `/v1/client/sessions/${id}/verify`;
  const add = () => ada.post('/v1/me/email_addresses', { email_address: 'ada@other.test' });
  await ada.post(path, { level: 'first_factor' });
  await ada.post(`${path}/attempt_first_factor`, PASSWORD);
  expect((await add()).status).toBe(403);
  await ada.post(path, { level: 'second_factor' });
  await ada.post(`${path}/attempt_second_factor`, { strategy: 'totp', code: app.code() });
  expect((await add()).status).toBe(200);
});

test('after a proof the password is changed without the current one, as Clerk’s form does; a wrong one is refused', async () => {
  const { clerk, browser } = await signedIn(0);
  const new_password = 'battery-staple-horse';
  const wrong = await browser.post('/v1/me/change_password', { new_password, current_password: 'not-it' });
  expect([wrong.status, wrong.body.errors[0].code]).toEqual([422, 'form_password_validation_failed']);
  expect((await browser.post('/v1/me/change_password', { new_password })).status).toBe(200);
  await new TestBrowser(clerk).signInWithPassword('ada@acme.test', new_password);
});
