import { ACCOUNT_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { captureCodes } from '../fixtures/capture-codes.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const SIGN_INS = '/v1/client/sign_ins';

test('a correct password signs in, with the session and a token of the calling origin in the same response', async () => {
  const browser = new TestBrowser(await startTestClerk());
  const { status, body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  expect(status).toBe(200);
  expect(body.response).toMatchObject({ status: 'complete' });
  const [session] = body.client.sessions;
  expect(session).toMatchObject({ id: body.response.created_session_id, status: 'active' });
  expect(body.client).toMatchObject({ last_active_session_id: session.id, sign_in: null });
  const { iat = 0, ...claims } = decodeJwt(session.last_active_token.jwt);
  expect(claims).toMatchObject({ azp: ACCOUNT_ORIGIN, sub: 'user_ada', o: { slg: 'acme', rol: 'admin' } });
  expect(Number(browser.cookies.get('__client_uat'))).toBeLessThanOrEqual(iat);
});

test('cookies are as in production: __client for the Clerk host and no script, __client_uat for the whole domain', async () => {
  const clerk = await startTestClerk();
  const { headers } = await new TestBrowser(clerk).submitPassword('ada@acme.test', SEED_PASSWORD);
  const lines = headers.getSetCookie().map((line) => line.replace(/=[^;]*/, '='));
  expect(lines).toEqual([
    '__client=; Max-Age=31536000; Path=/; HttpOnly; SameSite=Lax',
    '__client_uat=; Max-Age=31536000; Domain=acme.localhost; Path=/; SameSite=Lax',
    '__client_uat_XLTBQmIK=; Max-Age=31536000; Domain=acme.localhost; Path=/; SameSite=Lax',
  ]);
});

test.each([
  {
    name: 'unknown address',
    fields: { identifier: 'nobody@acme.test' },
    code: 'form_identifier_not_found',
    param: 'identifier',
  },
  {
    name: 'wrong password',
    fields: { identifier: 'ada@acme.test', strategy: 'password', password: 'not-the-password' },
    code: 'form_password_incorrect',
    param: 'password',
  },
  {
    name: 'made-up ticket',
    fields: { strategy: 'ticket', ticket: 'x' },
    status: 400,
    code: 'ticket_invalid_code',
    param: 'ticket',
  },
  {
    name: 'second factor in place of the first',
    fields: { identifier: 'ada@acme.test', strategy: 'totp' },
    status: 400,
    code: 'strategy_for_user_invalid',
    param: 'strategy',
  },
  {
    name: 'a strategy that the local Clerk does not have',
    fields: { strategy: 'oauth_google' },
    status: 400,
    code: 'strategy_for_user_invalid',
    param: 'strategy',
  },
])(
  '$name: refused on its field, and no user is signed in',
  async ({ fields, status: wanted = 422, code, param }) => {
    const browser = new TestBrowser(await startTestClerk());
    const { status, body } = await browser.post(SIGN_INS, fields);
    expect(status).toBe(wanted);
    expect(body.errors).toMatchObject([{ code, meta: { param_name: param } }]);
    expect((await browser.get('/v1/client')).body.response?.sessions ?? []).toEqual([]);
  },
);

test('a mailed code signs in once; a wrong one is refused first', async () => {
  const codes = captureCodes();
  const browser = new TestBrowser(await startTestClerk({ log: codes.log }));
  const { body } = await browser.post(SIGN_INS, { identifier: 'grace@acme.test', strategy: 'email_code' });
  const attempt = `${SIGN_INS}/${body.response.id}/attempt_first_factor`;
  const code = codes.latest();
  const wrong = await browser.post(attempt, {
    strategy: 'email_code',
    code: code === '000000' ? '111111' : '000000',
  });
  expect(wrong.body.errors[0].code).toBe('form_code_incorrect');
  const right = await browser.post(attempt, { strategy: 'email_code', code });
  expect(right.body.response.status).toBe('complete');
  const again = await browser.post(attempt, { strategy: 'email_code', code });
  expect(again.status).toBe(400);
});

test('a code expires after ten minutes', async () => {
  const codes = captureCodes();
  let atMs = 1_800_000_000_000;
  const clerk = await startTestClerk({ log: codes.log, nowMs: () => atMs });
  const browser = new TestBrowser(clerk);
  const { body } = await browser.post(SIGN_INS, { identifier: 'grace@acme.test', strategy: 'email_code' });
  atMs += 10 * 60_000;
  const late = await browser.post(`${SIGN_INS}/${body.response.id}/attempt_first_factor`, {
    strategy: 'email_code',
    code: codes.latest(),
  });
  expect([late.status, late.body.errors[0].code]).toEqual([400, 'verification_expired']);
});

test('after five wrong codes the correct one is refused too', async () => {
  const codes = captureCodes();
  const browser = new TestBrowser(await startTestClerk({ log: codes.log }));
  const { body } = await browser.post(SIGN_INS, { identifier: 'grace@acme.test', strategy: 'email_code' });
  const attempt = (code: string) =>
    browser.post(`${SIGN_INS}/${body.response.id}/attempt_first_factor`, { strategy: 'email_code', code });
  for (let count = 0; count < 5; count += 1) await attempt('not-it');
  expect((await attempt(codes.latest())).body.errors[0].code).toBe('verification_failed');
});

test('a forgotten password is replaced through a code; the old one stops working', async () => {
  const codes = captureCodes();
  const clerk = await startTestClerk({ log: codes.log });
  const browser = new TestBrowser(clerk);
  const strategy = 'reset_password_email_code';
  const { body } = await browser.post(SIGN_INS, { identifier: 'alan@acme.test', strategy });
  const path = `${SIGN_INS}/${body.response.id}`;
  const early = await browser.post(`${path}/reset_password`, { password: 'stolen-account-1' });
  expect(early.status).toBe(400);
  const proven = await browser.post(`${path}/attempt_first_factor`, { strategy, code: codes.latest() });
  expect(proven.body.response.status).toBe('needs_new_password');
  const done = await browser.post(`${path}/reset_password`, { password: 'a-new-password-1' });
  expect(done.body.response.status).toBe('complete');
  const old = await new TestBrowser(clerk).submitPassword('alan@acme.test', SEED_PASSWORD);
  expect(old.body.errors[0].code).toBe('form_password_incorrect');
});

test("another browser's attempt is not found, so only its own browser can finish it", async () => {
  const clerk = await startTestClerk();
  const owner = new TestBrowser(clerk);
  const { body } = await owner.post(SIGN_INS, { identifier: 'ada@acme.test' });
  const otherBrowser = new TestBrowser(clerk);
  await otherBrowser.post(SIGN_INS, { identifier: 'alan@acme.test' });
  const fields = { strategy: 'password', password: SEED_PASSWORD };
  const answer = await otherBrowser.post(`${SIGN_INS}/${body.response.id}/attempt_first_factor`, fields);
  expect(answer.status).toBe(404);
});

test('a second sign-in in the same browser is refused with session_exists', async () => {
  const browser = new TestBrowser(await startTestClerk());
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  expect((await browser.submitPassword('alan@acme.test', SEED_PASSWORD)).body.errors[0].code).toBe(
    'session_exists',
  );
});

test('a client cookie planted before the sign-in is invalid after it, and does not hide the real one', async () => {
  const clerk = await startTestClerk();
  const planted = new TestBrowser(clerk);
  await planted.post(SIGN_INS, { identifier: 'alan@acme.test' });
  const attackerCookie = `__client=${planted.cookies.get('__client')}`;
  const readClient = async (cookie: string) =>
    (await fetch(`${clerk.url}/v1/client`, { headers: { cookie } })).text();
  // The victim's browser signs in on the very client that the attacker knows.
  const { headers } = await planted.submitPassword('ada@acme.test', SEED_PASSWORD);
  const renewed = headers.getSetCookie().filter((line) => line.startsWith('__client='));
  expect(renewed).toHaveLength(1);
  expect(await readClient(attackerCookie)).toBe('{"response":null,"client":null}');
  const both = `${attackerCookie}; __client=${planted.cookies.get('__client')}`;
  expect(await readClient(both)).toContain('"user_ada"');
});

test('a body is read as its type says: form, multipart or JSON', async () => {
  const { url } = await startTestClerk();
  const fields = { identifier: 'ada@acme.test', strategy: 'password', password: SEED_PASSWORD };
  const multipart = new FormData();
  for (const [name, value] of Object.entries(fields)) multipart.set(name, value);
  const headers = { origin: ACCOUNT_ORIGIN };
  const json = { ...headers, 'content-type': 'application/json' };
  const answers = await Promise.all([
    fetch(`${url}${SIGN_INS}`, { method: 'POST', headers, body: new URLSearchParams(fields) }),
    fetch(`${url}${SIGN_INS}`, { method: 'POST', headers, body: multipart }),
    fetch(`${url}${SIGN_INS}`, { method: 'POST', headers: json, body: JSON.stringify(fields) }),
  ]);
  const statuses = await Promise.all(answers.map(async (answer) => JSON.stringify(await answer.json())));
  for (const body of statuses) expect(body).toContain('"status":"complete"');
});
