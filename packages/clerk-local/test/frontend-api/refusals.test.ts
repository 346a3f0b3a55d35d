import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

async function signedIn(emailAddress = 'ada@acme.test') {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword(emailAddress, SEED_PASSWORD);
  return { clerk, browser };
}

test('a tab that was opened before another one signed in learns of the session from the refusal', async () => {
  const { browser } = await signedIn();
  const second = await browser.post('/v1/client/sign_ins', { identifier: 'grace@acme.test' });
  expect([second.status, second.body.errors[0].code]).toEqual([400, 'session_exists']);
  const { client } = second.body.meta;
  expect(client.sessions).toMatchObject([{ id: client.last_active_session_id, user: { id: 'user_ada' } }]);
});

test('an error of a browser without a client has no client, and neither has one of a GET', async () => {
  const clerk = await startTestClerk();
  const anonymous = await new TestBrowser(clerk).post('/v1/me?_method=PATCH', { first_name: 'Eve' });
  expect([anonymous.status, anonymous.body.meta]).toEqual([401, undefined]);
  const { browser } = await signedIn();
  const missing = await browser.get('/v1/client/sessions/sess_none');
  expect([missing.status, missing.body.meta]).toEqual([404, undefined]);
});

test.each([
  ['a username', 'username', 'ada_l'],
  ['a phone number', 'phone_number', '+15555550100'],
  ['a wallet', 'web3_wallet', '0x1'],
])('a sign-up with %s, which is switched off, is refused', async (_name, param, value) => {
  const browser = new TestBrowser(await startTestClerk());
  const fields = { email_address: 'nora@acme.test', password: 'correct-horse-battery', [param]: value };
  const { status, body } = await browser.post('/v1/client/sign_ups', fields);
  expect([status, body.errors[0].code, body.errors[0].meta.param_name]).toEqual([
    422,
    'form_param_unknown',
    param,
  ]);
});

test.each(['username', 'primary_phone_number_id', 'primary_web3_wallet_id'])(
  'a change of %s, which is switched off, is refused',
  async (param) => {
    const { browser } = await signedIn();
    const { status, body } = await browser.post('/v1/me?_method=PATCH', { first_name: 'Eve', [param]: 'x' });
    expect([status, body.errors[0].code]).toEqual([422, 'form_param_unknown']);
    expect((await browser.get('/v1/me')).body.response.first_name).toBe('Ada');
  },
);

test('an account that has a username only signs in with it', async () => {
  const clerk = await startTestClerk();
  await createBackend(clerk).users.createUser({ username: 'nora_n', password: 'battery-staple-horse' });
  const browser = new TestBrowser(clerk);
  const { body } = await browser.submitPassword('nora_n', 'battery-staple-horse');
  expect(body.response).toMatchObject({ status: 'complete', identifier: 'nora_n' });
});

test.each([
  ['0', 422, 'form_param_value_invalid'],
  ['501', 422, 'form_param_value_too_large'],
  ['ten', 422, 'form_param_format_invalid'],
])('a page of %s is refused', async (limit, status, code) => {
  const { browser } = await signedIn();
  const answer = await browser.get(`/v1/me/organization_memberships?limit=${limit}`);
  expect([answer.status, answer.body.errors[0].code]).toEqual([status, code]);
});

test.each([
  ['a name', '/v1/me?_method=PATCH', { first_name: 'x'.repeat(257) }, 'form_param_max_length_exceeded'],
  [
    'metadata',
    '/v1/me/metadata?_method=PATCH',
    { unsafe_metadata: JSON.stringify({ a: 'x'.repeat(8192) }) },
    'form_param_exceeds_allowed_size',
  ],
  [
    'a name of an organization',
    '/v1/organizations',
    { name: 'x'.repeat(257) },
    'form_param_max_length_exceeded',
  ],
  ['a slug', '/v1/organizations', { name: 'x', slug: 'x'.repeat(257) }, 'form_param_max_length_exceeded'],
  ['a password', '/v1/me/change_password', { new_password: 'x'.repeat(73) }, 'form_password_length_too_long'],
  [
    'a password in UTF-8',
    '/v1/me/change_password',
    { new_password: 'ä'.repeat(37) },
    'form_password_size_in_bytes_exceeded',
  ],
])('%s that is too long is refused', async (_name, path, fields, code) => {
  const { browser } = await signedIn();
  const { status, body } = await browser.post(path, fields);
  expect([status, body.errors[0].code]).toEqual([422, code]);
});

test.each([
  ['used', { use: true }, 'already_used_code'],
  ['revoked', { revoke: true }, 'revoked_code'],
])(
  'a %s ticket says so, with the name of its kind',
  async (_name, { use, revoke }: { use?: boolean; revoke?: boolean }, code) => {
    const clerk = await startTestClerk();
    const { signInTokens, actorTokens } = createBackend(clerk);
    const signIn = await signInTokens.createSignInToken({ userId: 'user_ada', expiresInSeconds: 60 });
    const actor = await actorTokens.create({
      userId: 'user_ada',
      actor: { sub: 'user_grace' },
      expiresInSeconds: 60,
    });
    const redeem = (ticket: string | null | undefined) =>
      new TestBrowser(clerk).post('/v1/client/sign_ins', { strategy: 'ticket', ticket: ticket ?? '' });
    if (use) for (const { token } of [signIn, actor]) await redeem(token);
    if (revoke) {
      await signInTokens.revokeSignInToken(signIn.id);
      await actorTokens.revoke(actor.id);
    }
    const answers = [await redeem(signIn.token), await redeem(actor.token)];
    expect(answers.map(({ status, body }) => [status, body.errors[0].code])).toEqual([
      [400, `sign_in_token_${code}`],
      [400, `actor_token_${code}`],
    ]);
  },
);

test('a picture is uploaded in the profile, served, and removed', async () => {
  const { clerk, browser } = await signedIn();
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00]);
  const uploaded = await browser.upload('/v1/me/profile_image', new Blob([png]));
  expect(uploaded.body.response.object).toBe('image');
  expect(uploaded.body.client.sessions[0].user.has_image).toBe(true);
  const { pathname } = new URL(uploaded.body.response.public_url);
  const picture = await fetch(`${clerk.url}${pathname}`);
  expect([picture.headers.get('content-type'), new Uint8Array(await picture.arrayBuffer())]).toEqual([
    'image/png',
    png,
  ]);
  const removed = await browser.post('/v1/me/profile_image?_method=DELETE');
  expect(removed.body.client.sessions[0].user.has_image).toBe(false);
  expect((await fetch(`${clerk.url}${pathname}`)).status).toBe(404);
});

test('a member without the permission is refused with its name, and the last administrator stays', async () => {
  const { browser } = await signedIn('grace@acme.test');
  const { status, body } = await browser.post('/v1/organizations/org_acme?_method=PATCH', { name: 'Mine' });
  expect([status, body.errors[0]]).toMatchObject([
    403,
    { code: 'missing_organization_permission', meta: { permissions: ['org:sys_profile:manage'] } },
  ]);
});
