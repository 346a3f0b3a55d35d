import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import type { LocalClerkOptions } from '../../src/index.ts';
import { bearerRequest } from '../fixtures/bearer-request.ts';
import {
  obtainCode,
  type Program,
  type ProgramSettings,
  registerProgram,
} from '../fixtures/oauth-program.ts';
import { mintSessionToken } from '../fixtures/session-token.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend, startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend against a started local Clerk: OAuth applications, and requests that carry their access tokens.

async function startWithProgram(options: Partial<LocalClerkOptions> = {}, settings: ProgramSettings = {}) {
  const clock = { aheadMs: 0 };
  const clerk = await startTestClerk({ nowMs: () => Date.now() + clock.aheadMs, ...options });
  const program = await registerProgram(clerk, settings);
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  return { clock, clerk, program, browser, backend: createBackend(clerk) };
}

type World = Awaited<ReturnType<typeof startWithProgram>>;

async function obtainTokens({ browser, program }: World, scope = 'openid profile email offline_access') {
  const { body } = await program.exchange(await obtainCode(browser, program, { scope }));
  return { access: String(body.access_token), refresh: String(body.refresh_token), body };
}

async function useJwtAccessTokens({ clerk }: World): Promise<void> {
  await fetch(`${clerk.url}/v1/instance/oauth_application_settings`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${clerk.secretKey}` },
    body: JSON.stringify({ oauth_jwt_access_tokens: true }),
  });
}

test('an application is created, read, listed, changed, given another secret and deleted', async () => {
  const { backend } = await startWithBackend();
  const created = await backend.oauthApplications.create({
    name: 'Reports',
    redirectUris: ['https://reports.test/callback'],
    scopes: 'openid email',
  });
  expect(created).toMatchObject({
    name: 'Reports',
    scopes: 'openid email',
    isPublic: false,
    consentScreenEnabled: true,
    authorizeUrl: 'http://clerk.acme.localhost:3000/oauth/authorize',
    tokenFetchUrl: 'http://clerk.acme.localhost:3000/oauth/token',
  });
  expect(created.clientSecret).toMatch(/^[\w-]{43}$/);
  const { id } = created;
  expect((await backend.oauthApplications.get(id)).clientSecret).toBeUndefined();
  const changed = await backend.oauthApplications.update({ oauthApplicationId: id, name: 'Charts' });
  expect(changed).toMatchObject({ name: 'Charts', redirectUris: ['https://reports.test/callback'] });
  const rotated = await backend.oauthApplications.rotateSecret(id);
  expect(rotated.clientSecret).not.toBe(created.clientSecret);
  await backend.oauthApplications.create({ name: 'Alerts' });
  const { data } = await backend.oauthApplications.list({ orderBy: '+name' });
  expect(data.map(({ name }) => name)).toEqual(['Alerts', 'Charts']);
  expect((await backend.oauthApplications.list({ nameQuery: 'CHAR' })).totalCount).toBe(1);
  expect(await backend.oauthApplications.delete(id)).toMatchObject({ id, deleted: true });
  await expect(backend.oauthApplications.get(id)).rejects.toMatchObject({ status: 404 });
});

test('a public application has no secret, before and after a rotation', async () => {
  const { backend } = await startWithBackend();
  const { id, clientSecret } = await backend.oauthApplications.create({ name: 'Phone', public: true });
  expect([clientSecret, (await backend.oauthApplications.rotateSecret(id)).clientSecret]).toEqual(['', '']);
});

test.each([
  { name: 'no name', body: { name: ' ' } },
  { name: 'a huge name', body: { name: 'x'.repeat(257) } },
  { name: 'a relative redirect', body: { name: 'x', redirect_uris: ['/callback'] } },
  { name: 'a redirect with a fragment', body: { name: 'x', redirect_uris: ['https://a.test/#b'] } },
  { name: 'a script for a redirect', body: { name: 'x', redirect_uris: ['JavaScript:alert(1)'] } },
  {
    name: 'a redirect with a line break',
    body: { name: 'x', redirect_uris: ['https://a.test/\r\nSet-Cookie:x'] },
  },
  { name: 'a redirect that no header can hold', body: { name: 'x', redirect_uris: ['https://a.test/✓'] } },
  { name: 'one redirect as text', body: { name: 'x', redirect_uris: 'https://a.test' } },
  { name: 'an unknown scope', body: { name: 'x', scopes: 'profile root' } },
  { name: 'a scope of the prototype', body: { name: 'x', scopes: 'constructor' } },
  { name: 'an unknown field', body: { name: 'x', client_secret: 'mine' } },
])('an application with $name is refused with 422', async ({ body }) => {
  const { clerk } = await startWithBackend();
  const headers = { authorization: `Bearer ${clerk.secretKey}` };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  expect((await fetch(`${clerk.url}/v1/oauth_applications`, init)).status).toBe(422);
});

test.each(['opaque', 'jwt'])('a request with an access token (%s) acts for its user', async (format) => {
  const world = await startWithProgram();
  if (format === 'jwt') await useJwtAccessTokens(world);
  const { access } = await obtainTokens(world);
  if (format === 'opaque') expect(access).toMatch(/^oat_[\w-]{43}$/);
  else expect(decodeProtectedHeader(access)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });

  for (const acceptsToken of ['oauth_token', 'any'] as const) {
    const state = await world.backend.authenticateRequest(bearerRequest(access), { acceptsToken });
    expect(state).toMatchObject({ isAuthenticated: true, tokenType: 'oauth_token' });
    expect(state.toAuth()).toMatchObject({
      userId: 'user_ada',
      subject: 'user_ada',
      clientId: world.program.clientId,
      scopes: ['openid', 'profile', 'email', 'offline_access'],
    });
  }
  const verified = await world.backend.idPOAuthAccessToken.verify(access);
  expect(verified).toMatchObject({ subject: 'user_ada', revoked: false, expired: false });
  expect(verified.id).toMatch(/^oat_[0-9a-f]{32}$/);
});

const invalidTokens: { name: string; makeToken: (world: World) => Promise<string> }[] = [
  { name: 'unknown', makeToken: async () => 'oat_unknown' },
  {
    name: 'revoked by its program',
    makeToken: async (world) => {
      const { access } = await obtainTokens(world);
      await world.program.post('/oauth/token/revoke', { token: access });
      return access;
    },
  },
  {
    name: 'revoked with its refresh token by the application’s server',
    makeToken: async (world) => {
      const { access, refresh } = await obtainTokens(world);
      await world.backend.oauthApplications.revokeToken({
        oauthApplicationId: world.program.id,
        token: refresh,
      });
      return access;
    },
  },
  {
    name: 'expired',
    makeToken: async (world) => {
      const { access } = await obtainTokens(world);
      world.clock.aheadMs = 86_401_000;
      return access;
    },
  },
  {
    name: 'of a deleted application',
    makeToken: async (world) => {
      const { access } = await obtainTokens(world);
      await world.backend.oauthApplications.delete(world.program.id);
      return access;
    },
  },
  {
    name: 'of a deleted user',
    makeToken: async (world) => {
      const { access } = await obtainTokens(world);
      await world.backend.users.deleteUser('user_ada');
      return access;
    },
  },
  {
    name: 'another Clerk’s',
    makeToken: async () => (await obtainTokens(await startWithProgram())).access,
  },
];

test.each(invalidTokens)('an access token that is $name is refused', async ({ makeToken }) => {
  const world = await startWithProgram();
  const token = await makeToken(world);
  const state = await world.backend.authenticateRequest(bearerRequest(token), {
    acceptsToken: 'oauth_token',
  });
  expect(state).toMatchObject({ isAuthenticated: false, reason: 'token-invalid' });
  const answer = await fetch(`${world.clerk.url}/oauth/userinfo`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer error="invalid_token"',
  ]);
});

test('an expired access token in JWT form is refused', async () => {
  const world = await startWithProgram({ nowMs: () => Date.now() - 86_460_000 });
  await useJwtAccessTokens(world);
  const { access } = await obtainTokens(world);
  const state = await world.backend.authenticateRequest(bearerRequest(access), {
    acceptsToken: 'oauth_token',
  });
  expect(state.isAuthenticated).toBe(false);
});

test.each([
  { format: 'opaque', expected: { expired: true, revoked: false } },
  { format: 'jwt', expected: { active: false } },
])('deadTokens "answered": checking an expired token ($format) answers 200', async ({ format, expected }) => {
  const world = await startWithProgram({ deadTokens: 'answered' });
  if (format === 'jwt') await useJwtAccessTokens(world);
  const { access } = await obtainTokens(world);
  world.clock.aheadMs = 86_401_000;
  const answer = await fetch(`${world.clerk.url}/oauth_applications/access_tokens/verify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.clerk.secretKey}` },
    body: JSON.stringify({ access_token: access }),
  });
  expect([answer.status, await answer.json()]).toMatchObject([200, expected]);
});

test('access tokens are opaque until the instance is set to JWT; other settings are refused', async () => {
  const world = await startWithProgram();
  const url = `${world.clerk.url}/v1/instance/oauth_application_settings`;
  const headers = { authorization: `Bearer ${world.clerk.secretKey}` };
  expect(await (await fetch(url, { headers })).json()).toMatchObject({ oauth_jwt_access_tokens: false });
  await useJwtAccessTokens(world);
  expect(await (await fetch(url, { headers })).json()).toMatchObject({ oauth_jwt_access_tokens: true });
  const body = JSON.stringify({ dynamic_oauth_client_registration: true });
  expect((await fetch(url, { method: 'PATCH', headers, body })).status).toBe(422);
});

test('session tokens, API keys and OAuth tokens are not accepted for each other', async () => {
  const world = await startWithProgram();
  const { access, body } = await obtainTokens(world);
  const { token } = await mintSessionToken(world.clerk);
  const { secret = '' } = await world.backend.apiKeys.create({ name: 'job', subject: 'user_ada' });
  const isAuthenticated = async (
    value: string,
    acceptsToken: 'oauth_token' | 'session_token' | 'm2m_token',
  ) => (await world.backend.authenticateRequest(bearerRequest(value), { acceptsToken })).isAuthenticated;
  expect(await isAuthenticated(token, 'oauth_token')).toBe(false);
  expect(await isAuthenticated(secret, 'oauth_token')).toBe(false);
  expect(await isAuthenticated(access, 'session_token')).toBe(false);
  expect(await isAuthenticated(access, 'm2m_token')).toBe(false);
  // An id token is for the client alone: no API accepts it as a session.
  expect(await isAuthenticated(body.id_token, 'session_token')).toBe(false);
});

test('an id token names user, time and audience, and is verified by the published keys', async () => {
  const { browser, program, clerk } = await startWithProgram();
  const code = await obtainCode(browser, program, { scope: 'openid email', nonce: 'n-0123456' });
  const { body } = await program.exchange(code);
  const keys = createRemoteJWKSet(new URL(`${clerk.url}/.well-known/jwks.json`));
  const { payload } = await jwtVerify(body.id_token, keys, {
    issuer: 'https://clerk.acme.localhost:3000',
    audience: program.clientId,
  });
  expect(payload).toMatchObject({
    sub: 'user_ada',
    nonce: 'n-0123456',
    email: 'ada@acme.test',
    email_verified: true,
  });
  expect(payload.auth_time).toEqual(expect.any(Number));
  expect(payload.name).toBeUndefined();
});

test.each([
  { scope: 'email', shown: { email: 'ada@acme.test' }, hidden: ['name', 'public_metadata', 'org_id'] },
  { scope: 'profile', shown: { name: 'Ada Lovelace' }, hidden: ['email', 'private_metadata'] },
  { scope: 'private_metadata', shown: { private_metadata: {} }, hidden: ['email', 'public_metadata'] },
  { scope: 'user:org:read', shown: { org_id: 'org_acme', org_slug: 'acme' }, hidden: ['email', 'name'] },
])('with $scope a client gets the matching claims', async ({ scope, shown, hidden }) => {
  const world = await startWithProgram();
  const { access } = await obtainTokens(world, scope);
  const answer = await fetch(`${world.clerk.url}/oauth/userinfo`, {
    headers: { authorization: `Bearer ${access}` },
  });
  const info = await answer.json();
  expect(info).toMatchObject({ sub: 'user_ada', ...shown });
  expect(Object.keys(Object(info))).not.toEqual(expect.arrayContaining(hidden));
  for (const name of hidden) expect(info).not.toHaveProperty(name);
});

test('a token can be introspected by its own client only', async () => {
  const world = await startWithProgram();
  const other: Program = await registerProgram(world.clerk, { name: 'Other' });
  const { access, refresh } = await obtainTokens(world);
  for (const token of [access, refresh]) {
    const mine = await world.program.post('/oauth/token_info', { token });
    expect(mine.body).toMatchObject({ active: true, client_id: world.program.clientId, sub: 'user_ada' });
    expect((await other.post('/oauth/token_info', { token })).body).toEqual({ active: false });
    await other.post('/oauth/token/revoke', { token });
  }
  expect((await world.program.post('/oauth/token_info', { token: access })).body.active).toBe(true);
  await expect(
    world.backend.oauthApplications.revokeToken({ oauthApplicationId: other.id, token: access }),
  ).rejects.toMatchObject({ status: 404 });
  await world.program.post('/oauth/token/revoke', { token: access });
  expect((await world.program.post('/oauth/token_info', { token: refresh })).body).toEqual({ active: false });
});

test.each([
  { body: {}, status: 400 },
  { body: { access_token: 7 }, status: 400 },
  { body: { access_token: 'x.y.z' }, status: 404 },
  { body: { secret: 'oat_x' }, status: 404 },
])('checking $body answers $status', async ({ body, status }) => {
  const { clerk } = await startWithBackend();
  const headers = { authorization: `Bearer ${clerk.secretKey}` };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  expect((await fetch(`${clerk.url}/oauth_applications/access_tokens/verify`, init)).status).toBe(status);
});
