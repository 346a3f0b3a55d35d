import { ACCOUNT_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { describe, expect, test } from 'vitest';
import type { LocalClerk, LocalClerkOptions } from '../../src/index.ts';
import { Authenticator, startAtRest } from '../fixtures/authenticator.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';
import { startWebhookReceiver } from '../fixtures/webhook-receiver.ts';

// The real @clerk/backend reads sessions with open tasks.

const NEW_PASSWORD = 'another-horse-battery';

async function signIn(clerk: LocalClerk, identifier: string, password = SEED_PASSWORD) {
  const browser = new TestBrowser(clerk);
  const { body } = await browser.submitPassword(identifier, password);
  const sessionId: string = body.response.created_session_id;
  const { body: client } = await browser.get('/v1/client');
  return { browser, sessionId, session: client.response.sessions[0] };
}

async function stateOf(browser: TestBrowser, sessionId: string): Promise<unknown[]> {
  const { body } = await browser.get(`/v1/client/sessions/${sessionId}`);
  return [body.response.status, body.response.tasks];
}

/** Who is signed in for an app's server, as the SDK reads a fresh token. */
async function seenBy(clerk: LocalClerk, browser: TestBrowser, sessionId: string) {
  const { body } = await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
  const headers = { authorization: `Bearer ${body.jwt}` };
  const state = await createBackend(clerk).authenticateRequest(new Request(ACCOUNT_ORIGIN, { headers }), {
    jwtKey: clerk.jwtKey,
    authorizedParties: [ACCOUNT_ORIGIN],
  });
  const userId = (treatPendingAsSignedOut: boolean) => state.toAuth({ treatPendingAsSignedOut })?.userId;
  return { strict: userId(true), lenient: userId(false) };
}

async function setTasks(clerk: LocalClerk, settings: unknown) {
  const body = typeof settings === 'string' ? settings : JSON.stringify(settings);
  const answer = await fetch(`${clerk.url}/__local/session-tasks`, { method: 'PUT', body });
  // biome-ignore lint/suspicious/noExplicitAny: a test reads deep into foreign JSON, and its assertions are the check.
  return { status: answer.status, body: (await answer.json()) as any };
}

test('without a setting no user has a task', async () => {
  const clerk = await startTestClerk();
  const { session } = await signIn(clerk, 'alan@acme.test');
  expect([session.status, session.tasks]).toEqual(['active', null]);
});

describe('membership required', () => {
  const start = (options: Partial<LocalClerkOptions> = {}) =>
    startTestClerk({ membershipRequired: true, ...options });

  test('a user without an organization is signed in and pending; the SDK treats them as signed out unless asked not to', async () => {
    const clerk = await start();
    const { browser, sessionId, session } = await signIn(clerk, 'alan@acme.test');
    expect([session.status, session.tasks]).toEqual(['pending', [{ key: 'choose-organization' }]]);
    expect(await seenBy(clerk, browser, sessionId)).toEqual({ strict: null, lenient: 'user_alan' });
    const row = await createBackend(clerk).sessions.getSession(sessionId);
    expect(row.status).toBe('pending');
    const { body } = await browser.get('/v1/environment');
    expect(body.organization_settings.force_organization_selection).toBe(true);
  });

  test('a user with an organization is active in it at once', async () => {
    const { session } = await signIn(await start(), 'ada@acme.test');
    expect([session.status, session.last_active_organization_id]).toEqual(['active', 'org_acme']);
  });

  test('a new organization, made active, resolves the task; the response contains a token with it', async () => {
    const clerk = await start();
    const { browser, sessionId } = await signIn(clerk, 'alan@acme.test');
    const { body } = await browser.post('/v1/organizations', { name: 'Bletchley Park' });
    expect(await stateOf(browser, sessionId)).toEqual(['pending', [{ key: 'choose-organization' }]]);
    const fields = { active_organization_id: body.response.id, intent: 'select_org' };
    const touched = await browser.post(`/v1/client/sessions/${sessionId}/touch`, fields);
    expect(touched.body.response).toMatchObject({ status: 'active', tasks: null });
    expect(await seenBy(clerk, browser, sessionId)).toEqual({ strict: 'user_alan', lenient: 'user_alan' });
  });

  test('an invitation, accepted and made active, resolves the task', async () => {
    const clerk = await start();
    const ada = await signIn(clerk, 'ada@acme.test');
    const invited = await ada.browser.post('/v1/organizations/org_acme/invitations/bulk', {
      email_address: 'alan@acme.test',
      role: 'org:member',
    });
    const { browser, sessionId } = await signIn(clerk, 'alan@acme.test');
    await browser.post(`/v1/me/organization_invitations/${invited.body.response[0].id}/accept`);
    await browser.post(`/v1/client/sessions/${sessionId}/touch`, { active_organization_id: 'org_acme' });
    expect(await stateOf(browser, sessionId)).toEqual(['active', null]);
  });

  test('touching without a choice, or choosing the personal account, resolves nothing', async () => {
    const { browser, sessionId } = await signIn(await start(), 'alan@acme.test');
    await browser.post(`/v1/client/sessions/${sessionId}/touch`, { intent: 'focus' });
    await browser.post(`/v1/client/sessions/${sessionId}/touch`, { active_organization_id: '' });
    expect(await stateOf(browser, sessionId)).toEqual(['pending', [{ key: 'choose-organization' }]]);
  });

  test('a user who is removed from the active organization is pending again', async () => {
    const clerk = await start();
    const { browser, sessionId } = await signIn(clerk, 'grace@acme.test');
    await createBackend(clerk).organizations.deleteOrganizationMembership({
      organizationId: 'org_acme',
      userId: 'user_grace',
    });
    expect(await stateOf(browser, sessionId)).toEqual(['pending', [{ key: 'choose-organization' }]]);
  });

  test('a token cached before the task was resolved is not handed out after it', async () => {
    const clerk = await start({ lastActiveToken: 'cached' });
    const { browser, sessionId, session } = await signIn(clerk, 'alan@acme.test');
    await setTasks(clerk, { membershipRequired: false });
    const { body } = await browser.get(`/v1/client/sessions/${sessionId}`);
    expect(body.response.last_active_token.jwt).not.toBe(session.last_active_token.jwt);
  });

  test('events report a session that is created and pending', async () => {
    const secret = { of: () => '' };
    const receiver = await startWebhookReceiver(() => secret.of());
    const clerk = await start({ webhooks: [{ url: receiver.url }] });
    secret.of = () => clerk.webhookSecret;
    await signIn(clerk, 'alan@acme.test');
    await clerk.webhooks.settled();
    const ofSessions = receiver.received.filter(({ event }) => event.data.object === 'session');
    expect(ofSessions.map(({ event }) => [event.type, event.data.status, event.data.tasks])).toEqual([
      ['session.created', 'pending', [{ key: 'choose-organization' }]],
      ['session.pending', 'pending', [{ key: 'choose-organization' }]],
    ]);
  });
});

describe('a compromised password', () => {
  async function startCompromised(options: { revokeAllSessions?: boolean } = {}) {
    const clerk = await startTestClerk();
    const before = await signIn(clerk, 'ada@acme.test');
    await createBackend(clerk).users.setPasswordCompromised('user_ada', {
      revokeAllSessions: false,
      ...options,
    });
    return { clerk, before };
  }
  const task = ['pending', [{ key: 'reset-password' }]];

  test('has to be reset by a user who signs in with it; earlier sessions stay active', async () => {
    const { clerk, before } = await startCompromised();
    const { browser, sessionId } = await signIn(clerk, 'ada@acme.test');
    expect(await stateOf(browser, sessionId)).toEqual(task);
    expect(await seenBy(clerk, browser, sessionId)).toEqual({ strict: null, lenient: 'user_ada' });
    expect(await stateOf(before.browser, before.sessionId)).toEqual(['active', null]);
  });

  test('ends earlier sessions where that is requested', async () => {
    const { before } = await startCompromised({ revokeAllSessions: true });
    expect((await before.browser.post(`/v1/client/sessions/${before.sessionId}/tokens`)).status).toBe(401);
  });

  test('is reset without sending it, and the task is done', async () => {
    const { clerk } = await startCompromised();
    const { browser, sessionId } = await signIn(clerk, 'ada@acme.test');
    const changed = await browser.post('/v1/me/change_password', { new_password: NEW_PASSWORD });
    expect(changed.status).toBe(200);
    expect(changed.body.client.sessions[0]).toMatchObject({ status: 'active', tasks: null });
    expect(await stateOf(browser, sessionId)).toEqual(['active', null]);
    const again = await signIn(clerk, 'ada@acme.test', NEW_PASSWORD);
    expect(again.session.status).toBe('active');
  });

  test.each([
    ['the same one again', SEED_PASSWORD, 'form_password_pwned'],
    ['one that is too short', 'short', 'form_password_length_too_short'],
    ['none', '', 'form_param_nil'],
  ])('is not replaced by %s', async (_name, password, code) => {
    const { clerk } = await startCompromised();
    const { browser, sessionId } = await signIn(clerk, 'ada@acme.test');
    const { status, body } = await browser.post('/v1/me/change_password', { new_password: password });
    expect([status, body.errors[0].code]).toEqual([422, code]);
    expect(await stateOf(browser, sessionId)).toEqual(task);
  });

  test('needs a recent proof in an earlier session, which has no task', async () => {
    const { clerk, before } = await startCompromised();
    clerk.clock.set({ offsetMs: 10 * 60_000 });
    const { status, body } = await before.browser.post('/v1/me/change_password', {
      new_password: NEW_PASSWORD,
    });
    expect([status, body.errors[0].code]).toEqual([403, 'session_reverification_required']);
  });

  test.each<[string, (clerk: LocalClerk) => Promise<unknown>]>([
    ['the server takes it back', (clerk) => createBackend(clerk).users.unsetPasswordCompromised('user_ada')],
    [
      'the server sets another',
      (clerk) => createBackend(clerk).users.updateUser('user_ada', { password: NEW_PASSWORD }),
    ],
  ])('%s: the task is done', async (_name, resolve) => {
    const { clerk } = await startCompromised();
    const { browser, sessionId } = await signIn(clerk, 'ada@acme.test');
    await resolve(clerk);
    expect(await stateOf(browser, sessionId)).toEqual(['active', null]);
  });

  test('needs a user with a password', async () => {
    const clerk = await startTestClerk();
    const { users } = createBackend(clerk);
    const nora = await users.createUser({ emailAddress: ['nora@acme.test'], skipPasswordRequirement: true });
    await expect(users.setPasswordCompromised(nora.id)).rejects.toMatchObject({
      status: 400,
      errors: [{ code: 'no_password_set' }],
    });
    await expect(users.setPasswordCompromised('user_nobody')).rejects.toMatchObject({ status: 404 });
    await expect(users.unsetPasswordCompromised('user_nobody')).rejects.toMatchObject({ status: 404 });
  });
});

test('a second factor, once one is required and set up, resolves its task', async () => {
  const { clerk, time } = await startAtRest({ secondFactorRequired: true });
  const { browser, sessionId } = await signIn(clerk, 'alan@acme.test');
  expect(await stateOf(browser, sessionId)).toEqual(['pending', [{ key: 'setup-mfa' }]]);
  const { body } = await browser.post('/v1/me/totp');
  const app = new Authenticator(body.response.uri, () => time.nowMs);
  await browser.post('/v1/me/totp/attempt_verification', { code: app.code() });
  expect(await stateOf(browser, sessionId)).toEqual(['active', null]);
});

describe('the setting', () => {
  test('holds at once for live sessions, and tasks come in the order in which they are done', async () => {
    const clerk = await startTestClerk();
    await createBackend(clerk).users.setPasswordCompromised('user_alan');
    const { browser, sessionId } = await signIn(clerk, 'alan@acme.test');
    const settings = { membershipRequired: true, secondFactorRequired: true };
    expect(await setTasks(clerk, settings)).toEqual({ status: 200, body: settings });
    expect(await stateOf(browser, sessionId)).toEqual([
      'pending',
      [{ key: 'reset-password' }, { key: 'setup-mfa' }, { key: 'choose-organization' }],
    ]);
    const { body } = await browser.get('/v1/environment');
    expect(body.user_settings.sign_up.mfa.required).toBe(true);
    await setTasks(clerk, {});
    expect(await stateOf(browser, sessionId)).toEqual(['pending', [{ key: 'reset-password' }]]);
  });

  test('leaves the session claims alone, and a reset ends both', async () => {
    const clerk = await startTestClerk({ membershipRequired: true });
    const read = async (name: string) => (await fetch(`${clerk.url}/__local/${name}`)).json();
    await fetch(`${clerk.url}/__local/session-claims`, { method: 'PUT', body: '{"version":1}' });
    await setTasks(clerk, { membershipRequired: false });
    expect(await read('session-claims')).toEqual({ claims: {}, version: 1 });
    expect(await read('session-tasks')).toEqual({ membershipRequired: false, secondFactorRequired: false });
    await clerk.reset();
    expect(await read('session-claims')).toEqual({ claims: {}, version: 2 });
    expect(await read('session-tasks')).toEqual({ membershipRequired: true, secondFactorRequired: false });
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['text', { membershipRequired: 'yes' }],
    ['a setting there is not', { membership: true }],
  ])('is refused as %s', async (_name, settings) => {
    const { status, body } = await setTasks(await startTestClerk(), settings);
    expect([status, body.errors[0].code]).toEqual([400, 'session_tasks_invalid']);
  });

  test('gives no task to an impersonator', async () => {
    const clerk = await startTestClerk({ secondFactorRequired: true });
    const backend = createBackend(clerk);
    await backend.users.setPasswordCompromised('user_alan');
    const actor = { sub: 'user_ada' };
    const { token = '' } = await backend.actorTokens.create({
      userId: 'user_alan',
      actor,
      expiresInSeconds: 60,
    });
    const browser = new TestBrowser(clerk);
    const { body } = await browser.post('/v1/client/sign_ins', { strategy: 'ticket', ticket: token ?? '' });
    expect(await stateOf(browser, body.response.created_session_id)).toEqual(['active', null]);
  });
});
