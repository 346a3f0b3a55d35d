import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

async function ada() {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  return { clerk, browser };
}

test.each([
  { method: 'get', path: '/v1/me' },
  { method: 'post', path: '/v1/me?_method=PATCH' },
  { method: 'post', path: '/v1/me?_method=DELETE' },
  { method: 'post', path: '/v1/me/change_password' },
  { method: 'get', path: '/v1/me/sessions/active' },
  { method: 'get', path: '/v1/me/organization_memberships' },
  { method: 'post', path: '/v1/organizations' },
] as const)('$method $path without a session is 401', async ({ method, path }) => {
  const browser = new TestBrowser(await startTestClerk());
  expect((await browser[method](path)).status).toBe(401);
});

test('a changed name is in the response and in its client; empty removes it, absent leaves it', async () => {
  const { browser } = await ada();
  const { body } = await browser.post('/v1/me?_method=PATCH', { first_name: '' });
  expect(body.response).toMatchObject({ first_name: null, last_name: 'Lovelace' });
  expect(body.client.sessions[0].user).toMatchObject({ first_name: null, last_name: 'Lovelace' });
});

test('unsafe metadata merges deeply, null removes, and no prototype is touched', async () => {
  const { browser } = await ada();
  const patch = (unsafe_metadata: string) =>
    browser.post('/v1/me/metadata?_method=PATCH', { unsafe_metadata });
  await patch('{"theme":{"dark":true,"size":2},"old":1}');
  const { body } = await patch('{"theme":{"size":3},"old":null,"__proto__":{"admin":true}}');
  expect(body.response.unsafe_metadata.theme).toEqual({ dark: true, size: 3 });
  expect(Object.keys(body.response.unsafe_metadata)).not.toContain('old');
  expect({}).not.toHaveProperty('admin');
});

test('a new password needs the current one, and can sign out the other devices', async () => {
  const { clerk, browser } = await ada();
  const elsewhere = new TestBrowser(clerk);
  await elsewhere.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  const fields = { new_password: 'another-password-9', sign_out_of_other_sessions: 'true' };
  const wrong = await browser.post('/v1/me/change_password', { ...fields, current_password: 'guess-guess' });
  expect(wrong.body.errors).toMatchObject([{ meta: { param_name: 'current_password' } }]);
  expect((await elsewhere.get('/v1/me')).status).toBe(200);
  const right = await browser.post('/v1/me/change_password', { ...fields, current_password: SEED_PASSWORD });
  expect(right.status).toBe(200);
  expect((await elsewhere.get('/v1/me')).status).toBe(401);
  expect((await browser.get('/v1/me')).status).toBe(200);
});

test('an added address has to be verified before it can be primary; the last verified one stays', async () => {
  const { browser } = await ada();
  const added = await browser.post('/v1/me/email_addresses/', { email_address: 'ada+clerk_test@acme.test' });
  const { id } = added.body.response;
  const early = await browser.post('/v1/me?_method=PATCH', { primary_email_address_id: id });
  expect(early.status).toBe(422);
  await browser.post(`/v1/me/email_addresses/${id}/prepare_verification`, { strategy: 'email_code' });
  await browser.post(`/v1/me/email_addresses/${id}/attempt_verification`, { code: '424242' });
  const { body } = await browser.post('/v1/me?_method=PATCH', { primary_email_address_id: id });
  expect(body.response.primary_email_address_id).toBe(id);
  const [first] = body.response.email_addresses;
  expect((await browser.post(`/v1/me/email_addresses/${first.id}?_method=DELETE`)).status).toBe(200);
  expect((await browser.post(`/v1/me/email_addresses/${id}?_method=DELETE`)).status).toBe(400);
});

test("another user's address is not found", async () => {
  const { clerk, browser } = await ada();
  const alan = new TestBrowser(clerk);
  await alan.signInWithPassword('alan@acme.test', SEED_PASSWORD);
  const { body } = await alan.get('/v1/me');
  const path = `/v1/me/email_addresses/${body.response.primary_email_address_id}`;
  expect((await browser.post(`${path}?_method=DELETE`)).status).toBe(404);
});

test('deleting the account signs out and frees the address', async () => {
  const { browser } = await ada();
  const { body } = await browser.post('/v1/me?_method=DELETE');
  expect(body).toMatchObject({ response: { deleted: true }, client: { sessions: [] } });
  expect(browser.cookies.get('__client_uat')).toBe('0');
  const again = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  expect(again.body.errors[0].code).toBe('form_identifier_not_found');
});
