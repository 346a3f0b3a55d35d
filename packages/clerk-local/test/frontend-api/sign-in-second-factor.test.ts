import { type FrontendApiResponse, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { startWithTotp } from '../fixtures/authenticator.ts';
import { captureCodes } from '../fixtures/capture-codes.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const SIGN_INS = '/v1/client/sign_ins';

/** Ada has an app; another browser of hers has sent the password. */
async function startHalfWay() {
  const world = await startWithTotp();
  const browser = new TestBrowser(world.clerk);
  const first = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  const path = `${SIGN_INS}/${first.body.response.id}`;
  const attempt = (strategy: string, code?: string) =>
    browser.post(`${path}/attempt_second_factor`, { strategy, ...(code === undefined ? {} : { code }) });
  return { ...world, browser, first, path, attempt };
}

const outcome = ({ status, body }: FrontendApiResponse) => [status, body.errors?.[0].code];

test('the password alone does not sign in a user with an app; the response says what is missing', async () => {
  const { browser, first } = await startHalfWay();
  expect(first.body.response).toMatchObject({
    status: 'needs_second_factor',
    supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
    first_factor_verification: { status: 'verified', strategy: 'password' },
    second_factor_verification: null,
    created_session_id: null,
  });
  expect((await browser.get('/v1/client')).body.response.sessions).toEqual([]);
  expect(browser.cookies.get('__client_uat')).toBe('0');
});

test('a code of the app signs in, and the token says that both factors are fresh', async () => {
  const { attempt, app, time } = await startHalfWay();
  time.nowMs += 1;
  const { body } = await attempt('totp', app.code());
  expect(body.response).toMatchObject({
    status: 'complete',
    second_factor_verification: {
      object: 'verification_totp',
      status: 'verified',
      strategy: 'totp',
    },
  });
  const [session] = body.client.sessions;
  expect(session).toMatchObject({ id: body.response.created_session_id, factor_verification_age: [0, 0] });
  expect(decodeJwt(session.last_active_token.jwt).fva).toEqual([0, 0]);
});

test('a code works once, also in another browser', async () => {
  const { clerk, attempt, app } = await startHalfWay();
  const code = app.code();
  expect((await attempt('totp', code)).status).toBe(200);
  const other = new TestBrowser(clerk);
  const { body } = await other.submitPassword('ada@acme.test', SEED_PASSWORD);
  const path = `${SIGN_INS}/${body.response.id}/attempt_second_factor`;
  expect(outcome(await other.post(path, { strategy: 'totp', code }))).toEqual([422, 'form_code_incorrect']);
  expect((await other.post(path, { strategy: 'totp', code: app.code(1) })).status).toBe(200);
});

test('a backup code signs in once; the last one used up, none is offered', async () => {
  const { clerk, attempt, backupCodes } = await startHalfWay();
  const [first = '', ...others] = backupCodes;
  expect((await attempt('backup_code', first)).body.response.status).toBe('complete');
  for (const code of others) await createBackend(clerk).users.verifyTOTP({ userId: 'user_ada', code });
  const next = await new TestBrowser(clerk).submitPassword('ada@acme.test', SEED_PASSWORD);
  expect(next.body.response.supported_second_factors).toEqual([{ strategy: 'totp' }]);
});

test('five wrong codes end the attempt: the correct one is refused then', async () => {
  const { attempt, app } = await startHalfWay();
  for (let count = 0; count < 4; count += 1) await attempt('totp', app.code(5));
  expect(outcome(await attempt('backup_code', 'not-a-code'))).toEqual([422, 'form_code_incorrect']);
  expect(outcome(await attempt('totp', app.code()))).toEqual([400, 'verification_failed']);
});

test.each([
  { name: 'no code', strategy: 'totp', fields: {}, is: [422, 'form_param_nil'] },
  {
    name: 'a code by mail',
    strategy: 'email_code',
    fields: { code: '424242' },
    is: [400, 'strategy_for_user_invalid'],
  },
  {
    name: 'a phone',
    strategy: 'phone_code',
    fields: { code: '424242' },
    is: [400, 'strategy_for_user_invalid'],
  },
  { name: 'the password again', strategy: 'password', fields: {}, is: [400, 'strategy_for_user_invalid'] },
])('$name is not a second factor', async ({ strategy, fields, is }) => {
  const { browser, path } = await startHalfWay();
  expect(outcome(await browser.post(`${path}/attempt_second_factor`, { strategy, ...fields }))).toEqual(is);
});

test('the second factor comes second', async () => {
  const { clerk, app } = await startWithTotp();
  const browser = new TestBrowser(clerk);
  const { body } = await browser.post(SIGN_INS, { identifier: 'ada@acme.test' });
  const fields = { strategy: 'totp', code: app.code() };
  const early = await browser.post(`${SIGN_INS}/${body.response.id}/attempt_second_factor`, fields);
  expect(outcome(early)).toEqual([400, 'verification_missing']);
});

test('an app needs no preparing', async () => {
  const { browser, path } = await startHalfWay();
  const answer = await browser.post(`${path}/prepare_second_factor`, { strategy: 'totp' });
  expect(outcome(answer)).toEqual([400, 'strategy_for_user_invalid']);
});

test('a mailed code or a new password is the first factor only', async () => {
  const codes = captureCodes();
  const { clerk, app } = await startWithTotp({ log: codes.log });
  const browser = new TestBrowser(clerk);
  const byMail = { identifier: 'ada@acme.test', strategy: 'email_code' };
  const mailed = (await browser.post(SIGN_INS, byMail)).body.response;
  const proof = { strategy: 'email_code', code: codes.latest() };
  const half = await browser.post(`${SIGN_INS}/${mailed.id}/attempt_first_factor`, proof);
  expect(half.body.response.status).toBe('needs_second_factor');
  const strategy = 'reset_password_email_code';
  const reset = (await browser.post(SIGN_INS, { identifier: 'ada@acme.test', strategy })).body.response;
  const path = `${SIGN_INS}/${reset.id}`;
  await browser.post(`${path}/attempt_first_factor`, { strategy, code: codes.latest() });
  const renewed = await browser.post(`${path}/reset_password`, { password: 'a-new-password-1' });
  expect(renewed.body.response.status).toBe('needs_second_factor');
  const done = await browser.post(`${path}/attempt_second_factor`, { strategy: 'totp', code: app.code() });
  expect(done.body.response.status).toBe('complete');
});

test('a sign-in link asks for no second factor, and the token does not claim one', async () => {
  const { clerk } = await startWithTotp();
  const { token } = await createBackend(clerk).signInTokens.createSignInToken({
    userId: 'user_ada',
    expiresInSeconds: 60,
  });
  const { body } = await new TestBrowser(clerk).post(SIGN_INS, { strategy: 'ticket', ticket: token });
  expect(body.response.status).toBe('complete');
  expect(body.client.sessions[0].factor_verification_age).toEqual([0, -1]);
});

test('twenty at once with one code: one signs in, one session is there', async () => {
  const { browser, attempt, app } = await startHalfWay();
  const code = app.code();
  const answers = await Promise.all(Array.from({ length: 20 }, () => attempt('totp', code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1);
});
