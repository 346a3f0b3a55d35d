import { ACCOUNT_ORIGIN } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import type { LocalClerk } from '../../src/index.ts';
import { mintSessionToken } from '../fixtures/session-token.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

// As clerk-js calls: no prefix, JSON, Bearer session token, no cookie.

interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into foreign JSON, and its assertions are the check.
  body: any;
}

async function send(clerk: LocalClerk, token: string, path: string, body?: unknown): Promise<Answer> {
  const headers = {
    origin: ACCOUNT_ORIGIN,
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(clerk.url + path, { headers, ...init });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

async function startAs(identifier = 'ada@acme.test', nowMs: () => number = Date.now) {
  const clerk = await startTestClerk({ nowMs });
  const { token, browser } = await mintSessionToken(clerk, identifier);
  return {
    clerk,
    browser,
    backend: createBackend(clerk),
    call: (path: string, body?: unknown) => send(clerk, token, path, body),
  };
}

test.each([
  { name: 'a user', subject: 'user_ada' },
  { name: 'an organization', subject: 'org_acme' },
])('a key of $name is created with its secret, listed without it, revoked', async ({ subject }) => {
  const { call, backend } = await startAs();
  const created = await call('/api_keys', {
    type: 'api_key',
    name: 'Laptop',
    subject,
    description: 'Scripts',
    seconds_until_expiration: 86_400,
  });
  expect([created.status, created.headers.get('access-control-allow-origin')]).toEqual([201, ACCOUNT_ORIGIN]);
  expect(created.body).toMatchObject({ created_by: 'user_ada', scopes: [], description: 'Scripts' });
  expect((await backend.apiKeys.verify(created.body.secret)).subject).toBe(subject);

  const listed = await call(`/api_keys?subject=${subject}&query=&limit=10&offset=0&_clerk_js_version=6.34.1`);
  const { secret: _secret, last_used_at: _lastUsed, ...shown } = created.body;
  expect(listed.body).toMatchObject({ data: [shown], total_count: 1 });
  expect(listed.body.data[0].secret).toBeUndefined();

  const revoked = await call(`/api_keys/${created.body.id}/revoke`, {});
  expect(revoked.body).toMatchObject({ revoked: true, revocation_reason: null });
  expect((await call(`/api_keys?subject=${subject}`)).body).toEqual({ data: [], total_count: 0 });
  await expect(backend.apiKeys.verify(created.body.secret)).rejects.toMatchObject({ status: 404 });
});

test('two slashes, as clerk-js sends them with a proxy URL, count as one', async () => {
  const { call, clerk } = await startAs();
  expect((await call('//api_keys', { type: 'api_key', name: 'Laptop', subject: 'user_ada' })).status).toBe(
    201,
  );
  expect((await call('//api_keys?subject=user_ada')).body.total_count).toBe(1);
  // The rules for the path hold for this spelling too.
  expect((await fetch(`${clerk.url}//v1//users`)).status).toBe(401);
  expect((await fetch(`${clerk.url}//m2m_tokens?subject=mch_x`)).status).toBe(401);
  const ofPage = { headers: { origin: ACCOUNT_ORIGIN } };
  expect((await fetch(`${clerk.url}//__local/faults`, ofPage)).status).toBe(403);
});

test('keys are searched by name and shown by page', async () => {
  const { call } = await startAs();
  for (const name of ['Build one', 'Build two', 'Deploy'])
    await call('/api_keys', { type: 'api_key', name, subject: 'user_ada' });
  const found = await call('/api_keys?subject=user_ada&query=BUILD&limit=1&offset=1');
  expect(found.body.data.map(({ name }: { name: string }) => name)).toEqual(['Build one']);
  expect(found.body.total_count).toBe(2);
});

test('a description is changed and nothing else', async () => {
  const { call, backend } = await startAs();
  const { id } = await backend.apiKeys.create({ name: 'job', subject: 'user_ada' });
  const patch = (body: unknown) => call(`/api_keys/${id}?_method=PATCH`, body);
  expect((await patch({ description: 'nightly' })).body).toMatchObject({
    description: 'nightly',
    name: 'job',
  });
  expect((await patch({ scopes: ['admin'] })).status).toBe(400);
});

const theirs = { type: 'api_key', name: 'mine now', subject: 'user_grace' };
const acme = { ...theirs, subject: 'org_acme' };

test.each([
  { who: 'ada@acme.test', name: 'lists another’s keys', path: '/api_keys?subject=user_grace', status: 404 },
  {
    who: 'ada@acme.test',
    name: 'lists keys of an unknown user',
    path: '/api_keys?subject=user_x',
    status: 404,
  },
  { who: 'ada@acme.test', name: 'makes a key for another', path: '/api_keys', body: theirs, status: 404 },
  { who: 'grace@acme.test', name: 'lists keys as a member', path: '/api_keys?subject=org_acme', status: 403 },
  { who: 'grace@acme.test', name: 'makes a key as a member', path: '/api_keys', body: acme, status: 403 },
  {
    who: 'alan@acme.test',
    name: 'lists keys of foreigners',
    path: '/api_keys?subject=org_acme',
    status: 404,
  },
  { who: 'alan@acme.test', name: 'makes a key of foreigners', path: '/api_keys', body: acme, status: 404 },
  { who: 'ada@acme.test', name: 'revokes no key', path: '/api_keys/ak_x/revoke', body: {}, status: 404 },
  { who: 'ada@acme.test', name: 'asks without subject', path: '/api_keys', status: 400 },
  {
    who: 'ada@acme.test',
    name: 'asks for a page of 1000',
    path: '/api_keys?subject=user_ada&limit=1000',
    status: 400,
  },
])('$who $name: $status', async ({ who, path, body, status }) => {
  const { call } = await startAs(who);
  const answer = await call(path, body);
  expect(answer.status).toBe(status);
  expect(answer.body.errors[0].code).toEqual(expect.any(String));
});

test.each([
  { who: 'grace@acme.test', subject: 'user_ada', status: 404 },
  { who: 'grace@acme.test', subject: 'org_acme', status: 403 },
  { who: 'alan@acme.test', subject: 'org_acme', status: 404 },
])('$who does not revoke a key of $subject: $status', async ({ who, subject, status }) => {
  const { call, backend } = await startAs(who);
  const { id } = await backend.apiKeys.create({ name: 'job', subject });
  expect((await call(`/api_keys/${id}/revoke`, {})).status).toBe(status);
  expect((await backend.apiKeys.get(id)).revoked).toBe(false);
});

const own = { type: 'api_key', name: 'job', subject: 'user_ada' };

test.each([
  { name: 'scopes', body: { ...own, scopes: ['admin'] } },
  { name: 'claims', body: { ...own, claims: { role: 'admin' } } },
  { name: 'another creator', body: { ...own, created_by: 'user_grace' } },
  { name: 'a short name', body: { ...own, name: 'ab' } },
  { name: 'a huge name', body: { ...own, name: 'x'.repeat(100_000) } },
  { name: 'a list for a name', body: { ...own, name: ['a', 'b', 'c'] } },
  { name: 'a negative lifetime', body: { ...own, seconds_until_expiration: -1 } },
  { name: 'text for a body', body: 'key' },
  { name: 'null for a body', body: null },
])('a browser that sends $name is refused with 400', async ({ body }) => {
  const { call, backend } = await startAs();
  expect((await call('/api_keys', body)).status).toBe(400);
  expect((await backend.apiKeys.list({ subject: 'user_ada' })).totalCount).toBe(0);
});

test('a taken name is refused with the code that the component knows', async () => {
  const { call } = await startAs();
  await call('/api_keys', own);
  const again = await call('/api_keys', own);
  expect([again.status, again.body.errors[0].code]).toEqual([409, 'token_creation_conflict']);
});

test.each<{ name: string; makeToken: (clerk: LocalClerk) => Promise<string> }>([
  { name: 'nothing', makeToken: async () => '' },
  { name: 'no token at all', makeToken: async () => 'x.y.z' },
  {
    name: 'an API key',
    makeToken: async (clerk) => {
      const created = await createBackend(clerk).apiKeys.create({ name: 'job', subject: 'user_ada' });
      return created.secret ?? '';
    },
  },
  {
    name: 'another Clerk’s token',
    makeToken: async () => (await mintSessionToken(await startTestClerk())).token,
  },
  {
    name: 'the token of a signed-out session',
    makeToken: async (clerk) => {
      const { token, browser } = await mintSessionToken(clerk);
      await browser.post('/v1/client/sessions?_method=DELETE');
      return token;
    },
  },
])('$name as Bearer is refused with 401', async ({ makeToken }) => {
  const clerk = await startTestClerk();
  expect((await send(clerk, await makeToken(clerk), '/api_keys?subject=user_ada')).status).toBe(401);
});

test('an expired session token is refused with 401', async () => {
  let aheadMs = 0;
  const { call } = await startAs('ada@acme.test', () => Date.now() + aheadMs);
  expect((await call('/api_keys?subject=user_ada')).status).toBe(200);
  aheadMs = 61_000;
  expect((await call('/api_keys?subject=user_ada')).status).toBe(401);
});

test('the environment offers keys to users and organizations', async () => {
  const { browser } = await startAs();
  const { body } = await browser.get('/v1/environment');
  expect(body.api_keys_settings).toMatchObject({
    enabled: true,
    user_api_keys_enabled: true,
    orgs_api_keys_enabled: true,
  });
});
