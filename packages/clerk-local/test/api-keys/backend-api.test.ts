import { expect, test } from 'vitest';
import type { LocalClerkOptions } from '../../src/index.ts';
import { bearerRequest } from '../fixtures/bearer-request.ts';
import { mintSessionToken } from '../fixtures/session-token.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend, startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend against a started local Clerk: API keys, and requests that carry one.

test('a key is created, read, listed, changed, revoked and deleted', async () => {
  const { backend } = await startWithBackend();
  const created = await backend.apiKeys.create({
    name: 'CI pipeline',
    subject: 'user_ada',
    description: 'Deploys',
    scopes: ['deploy:write'],
    claims: { region: { primary: 'eu' } },
    createdBy: 'user_ada',
    secondsUntilExpiration: 3600,
  });
  expect(created).toMatchObject({
    subject: 'user_ada',
    scopes: ['deploy:write'],
    claims: { region: { primary: 'eu' } },
    createdBy: 'user_ada',
    revoked: false,
    expired: false,
    lastUsedAt: null,
    expiration: created.createdAt + 3_600_000,
  });
  expect(created.secret).toMatch(/^ak_[\w-]{43}$/);

  const read = await backend.apiKeys.get(created.id);
  expect(read.secret).toBeUndefined();
  expect((await backend.apiKeys.getSecret(created.id)).secret).toBe(created.secret);

  const changed = await backend.apiKeys.update({
    apiKeyId: created.id,
    subject: 'user_ada',
    description: null,
    scopes: [],
    secondsUntilExpiration: null,
  });
  expect(changed).toMatchObject({ description: null, scopes: [], expiration: null, claims: created.claims });

  const revoked = await backend.apiKeys.revoke({ apiKeyId: created.id, revocationReason: 'leaked' });
  expect(revoked).toMatchObject({ revoked: true, revocationReason: 'leaked' });
  expect((await backend.apiKeys.list({ subject: 'user_ada' })).totalCount).toBe(0);
  expect((await backend.apiKeys.list({ subject: 'user_ada', includeInvalid: true })).totalCount).toBe(1);

  expect(await backend.apiKeys.delete(created.id)).toMatchObject({ id: created.id, deleted: true });
  await expect(backend.apiKeys.get(created.id)).rejects.toMatchObject({ status: 404 });
});

test('keys are listed newest first, by page', async () => {
  const { backend } = await startWithBackend();
  for (const name of ['first', 'second', 'third'])
    await backend.apiKeys.create({ name, subject: 'org_acme' });
  await backend.apiKeys.create({ name: 'first', subject: 'user_ada' });
  const { data, totalCount } = await backend.apiKeys.list({ subject: 'org_acme', limit: 2, offset: 1 });
  expect([data.map(({ name }) => name), totalCount]).toEqual([['second', 'first'], 3]);
});

test.each([
  { name: 'a valid key', revoke: false },
  { name: 'a revoked key', revoke: true },
])('a second key with the name of $name is refused until the first is deleted', async ({ revoke }) => {
  const { backend } = await startWithBackend();
  const create = () => backend.apiKeys.create({ name: 'twin', subject: 'user_ada' });
  const { id } = await create();
  if (revoke) await backend.apiKeys.revoke({ apiKeyId: id });
  await expect(create()).rejects.toMatchObject({
    status: 409,
    errors: [{ code: 'token_creation_conflict' }],
  });
  await backend.apiKeys.delete(id);
  expect((await create()).name).toBe('twin');
});

test.each([
  { name: 'of a user', subject: 'user_ada', auth: { userId: 'user_ada', orgId: null } },
  { name: 'of an organization', subject: 'org_acme', auth: { userId: null, orgId: 'org_acme' } },
])('a request with a key $name acts for it', async ({ subject, auth }) => {
  const { backend } = await startWithBackend();
  const { id, secret = '' } = await backend.apiKeys.create({
    name: 'job',
    subject,
    scopes: ['read'],
    claims: { tier: 1 },
  });
  for (const acceptsToken of ['api_key', ['api_key', 'session_token'], 'any'] as const) {
    const state = await backend.authenticateRequest(bearerRequest(secret), {
      acceptsToken: acceptsToken === 'api_key' || acceptsToken === 'any' ? acceptsToken : [...acceptsToken],
    });
    expect(state).toMatchObject({ isAuthenticated: true, tokenType: 'api_key' });
    expect(state.toAuth()).toMatchObject({ id, subject, scopes: ['read'], claims: { tier: 1 }, ...auth });
  }
  expect((await backend.apiKeys.get(id)).lastUsedAt).not.toBeNull();
});

/** Invalid keys, and how each is made. */
const invalidKeys: { name: string; makeSecret: (backend: Backend, clock: Clock) => Promise<string> }[] = [
  { name: 'of no row', makeSecret: async () => 'ak_unknown' },
  { name: 'empty but for the prefix', makeSecret: async () => 'ak_' },
  { name: 'very long', makeSecret: async () => `ak_${'x'.repeat(4000)}` },
  {
    name: 'another Clerk’s',
    makeSecret: async () => (await makeKey((await startWithBackend()).backend)).secret,
  },
  { name: 'the id instead of the secret', makeSecret: async (backend) => (await makeKey(backend)).id },
  {
    name: 'revoked',
    makeSecret: async (backend) => {
      const { id, secret } = await makeKey(backend);
      await backend.apiKeys.revoke({ apiKeyId: id });
      return secret;
    },
  },
  {
    name: 'expired',
    makeSecret: async (backend, clock) => {
      const { secret } = await makeKey(backend);
      clock.aheadMs = 61_000;
      return secret;
    },
  },
  {
    name: 'deleted',
    makeSecret: async (backend) => {
      const { id, secret } = await makeKey(backend);
      await backend.apiKeys.delete(id);
      return secret;
    },
  },
  {
    name: 'of a deleted user',
    makeSecret: async (backend) => {
      const { secret } = await makeKey(backend);
      await backend.users.deleteUser('user_ada');
      return secret;
    },
  },
];

type Backend = Awaited<ReturnType<typeof startWithBackend>>['backend'];
interface Clock {
  aheadMs: number;
}

async function makeKey(backend: Backend): Promise<{ id: string; secret: string }> {
  const { id, secret = '' } = await backend.apiKeys.create({
    name: 'short-lived',
    subject: 'user_ada',
    secondsUntilExpiration: 60,
  });
  return { id, secret };
}

async function startWithClock(options: Partial<LocalClerkOptions> = {}) {
  const clock: Clock = { aheadMs: 0 };
  const clerk = await startTestClerk({ nowMs: () => Date.now() + clock.aheadMs, ...options });
  return { clock, backend: createBackend(clerk) };
}

test.each(invalidKeys)('a key that is $name is refused', async ({ makeSecret }) => {
  const { backend, clock } = await startWithClock();
  const secret = await makeSecret(backend, clock);
  const state = await backend.authenticateRequest(bearerRequest(secret), { acceptsToken: 'api_key' });
  expect(state).toMatchObject({ isAuthenticated: false, tokenType: 'api_key', reason: 'token-invalid' });
  await expect(backend.apiKeys.verify(secret)).rejects.toMatchObject({ status: 404 });
});

test.each([
  { name: 'revoked', fields: { revoked: true, expired: false } },
  { name: 'expired', fields: { revoked: false, expired: true } },
])('deadTokens "answered": the SDK treats a key that is $name as valid', async ({ name, fields }) => {
  const { backend, clock } = await startWithClock({ deadTokens: 'answered' });
  const secret = await invalidKeys.find((key) => key.name === name)?.makeSecret(backend, clock);
  const state = await backend.authenticateRequest(bearerRequest(secret ?? ''), { acceptsToken: 'api_key' });
  expect(state.isAuthenticated).toBe(true);
  expect(await backend.apiKeys.verify(secret ?? '')).toMatchObject(fields);
});

test('a session token is not accepted as an API key, nor an API key as a session token', async () => {
  const { backend, clerk } = await startWithBackend();
  const { secret } = await makeKey(backend);
  const { token } = await mintSessionToken(clerk);
  const withSession = await backend.authenticateRequest(bearerRequest(token), { acceptsToken: 'api_key' });
  expect(withSession).toMatchObject({ isAuthenticated: false, reason: 'token-type-mismatch' });
  const withKey = await backend.authenticateRequest(bearerRequest(secret));
  expect(withKey.isAuthenticated).toBe(false);
});

test('a key has a secret of its own, which no copy of the store holds', async () => {
  const { backend } = await startWithBackend();
  const [one, two] = await Promise.all(
    ['one', 'two'].map((suffix) => backend.apiKeys.create({ name: `key ${suffix}`, subject: 'user_ada' })),
  );
  expect(one?.secret).not.toBe(two?.secret);
  expect(one?.secret).not.toContain(one?.id.replace('ak_', ''));
});

const key = { name: 'job', subject: 'user_ada' };

test.each([
  { name: 'no name', body: { subject: 'user_ada' }, code: 'form_param_missing' },
  { name: 'a name of two letters', body: { ...key, name: 'ab' }, code: 'form_param_value_invalid' },
  { name: 'a name of blanks', body: { ...key, name: '   ' }, code: 'form_param_format_invalid' },
  { name: 'a huge name', body: { ...key, name: 'x'.repeat(256) }, code: 'form_param_value_invalid' },
  { name: 'a name that is a number', body: { ...key, name: 7 }, code: 'form_param_type_invalid' },
  {
    name: 'a huge description',
    body: { ...key, description: 'x'.repeat(256) },
    code: 'form_param_value_invalid',
  },
  { name: 'an unknown subject', body: { ...key, subject: 'user_nobody' }, code: 'form_param_value_invalid' },
  {
    name: 'a subject of the prototype',
    body: { ...key, subject: '__proto__' },
    code: 'form_param_value_invalid',
  },
  { name: 'an unknown creator', body: { ...key, created_by: 'user_x' }, code: 'form_param_value_invalid' },
  { name: 'a past end', body: { ...key, seconds_until_expiration: 0 }, code: 'form_param_value_invalid' },
  {
    name: 'an end beyond time',
    body: { ...key, seconds_until_expiration: 1e300 },
    code: 'form_param_value_invalid',
  },
  {
    name: 'an end that is a date',
    body: { ...key, seconds_until_expiration: '2030' },
    code: 'form_param_type_invalid',
  },
  { name: 'scopes that are text', body: { ...key, scopes: 'read' }, code: 'form_param_type_invalid' },
  { name: 'claims that are a list', body: { ...key, claims: [] }, code: 'form_param_type_invalid' },
  { name: 'an unknown field', body: { ...key, secret: 'ak_mine' }, code: 'form_param_unknown' },
  { name: 'a list', body: [], code: 'form_param_type_invalid' },
])('a key with $name is refused: 400 $code', async ({ body, code }) => {
  const { clerk } = await startWithBackend();
  const answer = await fetch(`${clerk.url}/api_keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${clerk.secretKey}` },
    body: JSON.stringify(body),
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { errors: [{ code }] }]);
});

test.each([
  { path: '/api_keys', status: 400 },
  { path: '/api_keys?subject=user_nobody', status: 404 },
  { path: '/api_keys?subject=user_ada&limit=101', status: 400 },
  { path: '/api_keys?subject=user_ada&limit=-1', status: 400 },
  { path: '/api_keys?subject=user_ada&include_invalid=yes', status: 400 },
  { path: '/api_keys/ak_nothing', status: 404 },
  { path: '/api_keys/ak_nothing/secret', status: 404 },
  { path: '/v1/api_keys?subject=user_ada', status: 200 },
])('GET $path answers $status', async ({ path, status }) => {
  const { clerk } = await startWithBackend();
  const headers = { authorization: `Bearer ${clerk.secretKey}` };
  expect((await fetch(clerk.url + path, { headers })).status).toBe(status);
});

test.each([{ body: '{}' }, { body: '{"secret":1}' }, { body: '{' }, { body: '{"secret":"ak_x","x":1}' }])(
  'checking $body is refused with 400',
  async ({ body }) => {
    const { clerk } = await startWithBackend();
    const headers = { authorization: `Bearer ${clerk.secretKey}` };
    const answer = await fetch(`${clerk.url}/api_keys/verify`, { method: 'POST', headers, body });
    expect(answer.status).toBe(400);
  },
);

test('a key is not checked without the secret key', async () => {
  const { clerk, backend } = await startWithBackend();
  const { secret } = await makeKey(backend);
  const body = JSON.stringify({ secret });
  const answer = await fetch(`${clerk.url}/api_keys/verify`, { method: 'POST', body });
  expect(answer.status).toBe(401);
});
