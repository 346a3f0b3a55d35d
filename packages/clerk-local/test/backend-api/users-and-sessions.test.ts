import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { generateSigningKeyPem, type LocalClerk } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend, startWithBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend against a started local Clerk: users and sessions as an app's server gets them.

/** Signs in as a browser on `origin` and returns a token minted there. */
async function mintToken(clerk: LocalClerk, origin: string): Promise<{ token: string; sessionId: string }> {
  const browser = new TestBrowser(clerk, { origin });
  const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  const sessionId: string = body.response.created_session_id;
  const answer = await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
  return { token: answer.body.jwt, sessionId };
}

function requestWithBearer(token: string): Request {
  return new Request(`${PLATFORM_ORIGIN}/api`, { headers: { authorization: `Bearer ${token}` } });
}

test('users are listed newest first, with the total beside the page', async () => {
  const { backend } = await startWithBackend();
  const { data, totalCount } = await backend.users.getUserList({ limit: 2 });
  expect(data.map((user) => user.primaryEmailAddress?.emailAddress)).toEqual([
    'alan@acme.test',
    'grace@acme.test',
  ]);
  expect(totalCount).toBe(3);
});

test.each([
  { name: 'address', filter: { emailAddress: ['ADA@acme.test'] }, ids: ['user_ada'] },
  { name: 'id', filter: { userId: ['user_grace', 'user_alan'] }, ids: ['user_alan', 'user_grace'] },
  { name: 'part of a name', filter: { query: 'hopp' }, ids: ['user_grace'] },
  { name: 'organization', filter: { organizationId: ['org_acme'] }, ids: ['user_grace', 'user_ada'] },
  {
    name: 'order',
    filter: { orderBy: '+first_name' as const },
    ids: ['user_ada', 'user_alan', 'user_grace'],
  },
  { name: 'offset', filter: { offset: 2 }, ids: ['user_ada'] },
])('users are filtered by $name', async ({ filter, ids }) => {
  const { backend } = await startWithBackend();
  const { data } = await backend.users.getUserList(filter);
  expect(data.map(({ id }) => id)).toEqual(ids);
});

test('a user is created, read, changed and deleted', async () => {
  const { backend } = await startWithBackend();
  const created = await backend.users.createUser({
    emailAddress: ['Katherine@acme.test', 'kj@acme.test'],
    firstName: 'Katherine',
    password: SEED_PASSWORD,
    externalId: 'crm-7',
    privateMetadata: { plan: { seats: 3, trial: true } },
  });
  expect(created.primaryEmailAddress?.emailAddress).toBe('katherine@acme.test');
  expect(created.emailAddresses.map(({ verification }) => verification?.status)).toEqual([
    'verified',
    'verified',
  ]);

  await backend.users.updateUser(created.id, { lastName: 'Johnson' });
  await backend.users.updateUserMetadata(created.id, { privateMetadata: { plan: { trial: null } } });
  const changed = await backend.users.getUser(created.id);
  expect(changed.fullName).toBe('Katherine Johnson');
  expect(changed.privateMetadata).toEqual({ plan: { seats: 3 } });

  const replaced = await backend.users.replaceUserMetadata(created.id, { privateMetadata: { note: 'x' } });
  expect(replaced.privateMetadata).toEqual({ note: 'x' });

  await backend.users.deleteUser(created.id);
  await expect(backend.users.getUser(created.id)).rejects.toMatchObject({
    status: 404,
    errors: [{ code: 'resource_not_found' }],
  });
});

test.each([
  { name: 'address', input: { emailAddress: ['ADA@acme.test'] }, code: 'form_identifier_exists' },
  {
    name: 'short password',
    input: { emailAddress: ['x@acme.test'], password: 'short' },
    code: 'form_password_length_too_short',
  },
  { name: 'malformed address', input: { emailAddress: ['nobody'] }, code: 'form_param_format_invalid' },
  { name: 'missing identifier', input: { firstName: 'X' }, code: 'form_param_missing' },
  {
    name: 'parameter the local Clerk would ignore',
    input: { emailAddress: ['x@acme.test'], phoneNumber: ['+15555550100'] },
    code: 'form_param_unknown',
  },
])('creating a user with a bad $name is refused with its code', async ({ input, code }) => {
  const { backend } = await startWithBackend();
  await expect(backend.users.createUser(input)).rejects.toMatchObject({ status: 422, errors: [{ code }] });
});

test('two users created at once with one address: one wins', async () => {
  const { backend } = await startWithBackend();
  const create = () =>
    backend.users.createUser({ emailAddress: ['twin@acme.test'], password: SEED_PASSWORD });
  const outcomes = await Promise.allSettled([create(), create()]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('a password is verified, and a wrong one refused', async () => {
  const { backend } = await startWithBackend();
  expect(await backend.users.verifyPassword({ userId: 'user_ada', password: SEED_PASSWORD })).toEqual({
    verified: true,
  });
  await expect(backend.users.verifyPassword({ userId: 'user_ada', password: 'wrong' })).rejects.toMatchObject(
    {
      status: 422,
      errors: [{ code: 'incorrect_password' }],
    },
  );
});

test('revoking a session signs its browser out', async () => {
  const { clerk, backend } = await startWithBackend();
  const browser = new TestBrowser(clerk);
  const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  const sessionId: string = body.response.created_session_id;
  expect((await backend.sessions.getSessionList({ userId: 'user_ada' })).data.map(({ id }) => id)).toEqual([
    sessionId,
  ]);

  const revoked = await backend.sessions.revokeSession(sessionId);

  expect(revoked.status).toBe('revoked');
  const client = await browser.get('/v1/client');
  expect(client.body.response.sessions).toEqual([]);
  expect((await browser.post(`/v1/client/sessions/${sessionId}/tokens`)).status).toBe(401);
});

test('banning a user ends their sessions and refuses the next sign-in; unbanning allows it', async () => {
  const { clerk, backend } = await startWithBackend();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);

  expect((await backend.users.banUser('user_ada')).banned).toBe(true);
  expect((await browser.get('/v1/client')).body.response.sessions).toEqual([]);
  const refused = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  expect(refused.body.errors[0].code).toBe('user_banned');

  expect((await backend.users.unbanUser('user_ada')).banned).toBe(false);
  expect((await browser.submitPassword('ada@acme.test', SEED_PASSWORD)).body.response.status).toBe(
    'complete',
  );
});

test('a locked user cannot sign in until unlocked', async () => {
  const { clerk, backend } = await startWithBackend();
  const browser = new TestBrowser(clerk);
  expect((await backend.users.lockUser('user_ada')).locked).toBe(true);
  expect((await browser.submitPassword('ada@acme.test', SEED_PASSWORD)).body.errors[0].code).toBe(
    'user_locked',
  );
  expect((await backend.users.unlockUser('user_ada')).locked).toBe(false);
  expect((await browser.submitPassword('ada@acme.test', SEED_PASSWORD)).body.response.status).toBe(
    'complete',
  );
});

test('deleting a user signs their browser out', async () => {
  const { clerk, backend } = await startWithBackend();
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await backend.users.deleteUser('user_ada');
  expect((await browser.get('/v1/client')).body.response.sessions).toEqual([]);
});

test('a session is created for a test, and a token of it is accepted', async () => {
  const { clerk, backend } = await startWithBackend();
  const session = await backend.sessions.createSession({ userId: 'user_grace' });
  const { jwt } = await backend.sessions.getToken(session.id);
  const state = await backend.authenticateRequest(requestWithBearer(jwt), { jwtKey: clerk.jwtKey });
  expect(state.toAuth()).toMatchObject({
    userId: 'user_grace',
    sessionId: session.id,
    orgId: 'org_acme',
    orgRole: 'org:member',
  });
  expect((await backend.clients.getClient(session.clientId)).sessionIds).toEqual([session.id]);
});

test('a token of an unknown template is refused', async () => {
  const { backend } = await startWithBackend();
  const { id } = await backend.sessions.createSession({ userId: 'user_grace' });
  await expect(backend.sessions.getToken(id, 'hasura')).rejects.toMatchObject({ status: 404 });
});

test('a sign-in token signs in once', async () => {
  const { clerk, backend } = await startWithBackend();
  const { token, url } = await backend.signInTokens.createSignInToken({
    userId: 'user_alan',
    expiresInSeconds: 60,
  });
  expect(url).toBe(`${ACCOUNT_ORIGIN}/sign-in?__clerk_ticket=${token}`);
  const redeem = () =>
    new TestBrowser(clerk).post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token });
  expect((await redeem()).body.response.status).toBe('complete');
  expect((await redeem()).status).toBeGreaterThanOrEqual(400);
});

test('a revoked sign-in token does not sign in', async () => {
  const { clerk, backend } = await startWithBackend();
  const { id, token } = await backend.signInTokens.createSignInToken({
    userId: 'user_alan',
    expiresInSeconds: 60,
  });
  expect((await backend.signInTokens.revokeSignInToken(id)).status).toBe('revoked');
  const browser = new TestBrowser(clerk);
  expect(
    (await browser.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token })).status,
  ).toBeGreaterThanOrEqual(400);
  expect((await browser.get('/v1/client')).body.response?.sessions ?? []).toEqual([]);
});

test('an actor token impersonates a user, and the session token names the actor', async () => {
  const { clerk, backend } = await startWithBackend();
  const actor = await backend.actorTokens.create({
    userId: 'user_alan',
    actor: { sub: 'user_ada' },
    expiresInSeconds: 60,
  });
  const browser = new TestBrowser(clerk);
  const { body } = await browser.post('/v1/client/sign_ins', {
    strategy: 'ticket',
    ticket: actor.token ?? '',
  });
  const { jwt } = body.client.sessions[0].last_active_token;
  const state = await backend.authenticateRequest(requestWithBearer(jwt), { jwtKey: clerk.jwtKey });
  expect(state.toAuth()).toMatchObject({ userId: 'user_alan', actor: { sub: 'user_ada' } });
});

test('a testing token ends in the future, in seconds', async () => {
  const { backend } = await startWithBackend();
  // The SDK returns this response unchanged: `expires_at`, although its type differs.
  const answer: object = await backend.testingTokens.createTestingToken();
  const { token, expires_at: expiresAt } = z
    .object({ token: z.string(), expires_at: z.number() })
    .parse(answer);
  expect(token).toMatch(/^\d{10}-/);
  expect(expiresAt).toBeGreaterThan(Date.now() / 1000);
  expect(expiresAt).toBeLessThan(Date.now() / 1000 + 2 * 60 * 60);
});

test.each([
  { name: 'the PEM key', keyOf: ({ jwtKey }: LocalClerk) => ({ jwtKey }) },
  { name: 'the JWKS, fetched from the Backend API', keyOf: () => ({}) },
])('a minted token is verified with $name', async ({ keyOf }) => {
  const { clerk, backend } = await startWithBackend();
  const { token, sessionId } = await mintToken(clerk, PLATFORM_ORIGIN);
  const state = await backend.authenticateRequest(requestWithBearer(token), keyOf(clerk));
  expect(state.toAuth()).toMatchObject({
    userId: 'user_ada',
    sessionId,
    orgSlug: 'acme',
    orgRole: 'org:admin',
  });
});

test.each([
  { name: 'the app that asked for it', authorizedParties: [PLATFORM_ORIGIN], isAuthenticated: true },
  { name: 'another app', authorizedParties: [ACCOUNT_ORIGIN], isAuthenticated: false },
])('azp is compared with the authorized parties: $name', async ({ authorizedParties, isAuthenticated }) => {
  const { clerk, backend } = await startWithBackend();
  const { token } = await mintToken(clerk, PLATFORM_ORIGIN);
  const options = { jwtKey: clerk.jwtKey, authorizedParties };
  expect((await backend.authenticateRequest(requestWithBearer(token), options)).isAuthenticated).toBe(
    isAuthenticated,
  );
});

test("another instance's token is refused", async () => {
  const { backend, clerk } = await startWithBackend();
  const { token } = await mintToken(
    await startTestClerk({ signingKeyPem: generateSigningKeyPem() }),
    PLATFORM_ORIGIN,
  );
  const state = await backend.authenticateRequest(requestWithBearer(token), { jwtKey: clerk.jwtKey });
  expect(state.isAuthenticated).toBe(false);
});

test("another instance's secret key is refused", async () => {
  const { clerk } = await startWithBackend();
  const other = createBackend({ ...clerk, secretKey: 'sk_live_of_another_instance' });
  await expect(other.users.getUserList()).rejects.toMatchObject({
    status: 401,
    errors: [{ code: 'clerk_key_invalid' }],
  });
});
