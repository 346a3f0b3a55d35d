import { type FrontendApiResponse, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { captureCodes } from '../fixtures/capture-codes.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const SIGN_INS = '/v1/client/sign_ins';
const STRATEGY = 'reset_password_email_code';
const ALAN = 'alan@acme.test';
const NEW_PASSWORD = 'a-new-password-1';

async function startWithMail() {
  const codes = captureCodes();
  const clerk = await startTestClerk({ log: codes.log, compromisedPasswords: 'refused' });
  const browser = new TestBrowser(clerk);
  /** "Forgot password", up to the new password. */
  const proveReset = async () => {
    const { id } = (await browser.post(SIGN_INS, { identifier: ALAN })).body.response;
    const path = `${SIGN_INS}/${id}`;
    await browser.post(`${path}/prepare_first_factor`, { strategy: STRATEGY });
    const fields = { strategy: STRATEGY, code: codes.latest() };
    const proven = await browser.post(`${path}/attempt_first_factor`, fields);
    expect(proven.body.response.status).toBe('needs_new_password');
    return (input: Record<string, string>) => browser.post(`${path}/reset_password`, input);
  };
  return { clerk, codes, browser, backend: createBackend(clerk), proveReset };
}

const outcome = ({ status, body }: FrontendApiResponse) => [
  status,
  body.errors?.[0].code ?? body.response.status,
];

test.each([
  { name: 'other sessions stay unless ending them is requested', fields: {}, others: 1 },
  { name: 'other sessions end on request', fields: { sign_out_of_other_sessions: 'true' }, others: 0 },
])('after "forgot password" $name', async ({ fields, others }) => {
  const { clerk, browser, proveReset } = await startWithMail();
  const elsewhere = new TestBrowser(clerk);
  await elsewhere.signInWithPassword(ALAN, SEED_PASSWORD);
  const reset = await proveReset();
  const done = await reset({ password: NEW_PASSWORD, ...fields });
  expect(outcome(done)).toEqual([200, 'complete']);
  expect((await elsewhere.get('/v1/client')).body.response.sessions).toHaveLength(others);
  expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(1);
});

test.each([
  { name: 'none', fields: {}, code: 'form_param_nil' },
  { name: 'one that is too short', fields: { password: 'short' }, code: 'form_password_length_too_short' },
  {
    name: 'one that would be cut',
    fields: { password: 'x'.repeat(73) },
    code: 'form_password_length_too_long',
  },
])('a new password that is $name is refused, and the next one is accepted', async ({ fields, code }) => {
  const { proveReset } = await startWithMail();
  const reset = await proveReset();
  expect(outcome(await reset(fields))).toEqual([422, code]);
  expect(outcome(await reset({ password: NEW_PASSWORD }))).toEqual([200, 'complete']);
});

test('a compromised password is refused although it is correct; a wrong one is just wrong', async () => {
  const { browser, backend } = await startWithMail();
  await backend.users.setPasswordCompromised('user_alan');
  const { status, body } = await browser.submitPassword(ALAN, SEED_PASSWORD);
  expect(status).toBe(422);
  expect(body.errors).toMatchObject([
    { code: 'form_password_compromised', meta: { param_name: 'password' } },
  ]);
  expect(outcome(await browser.submitPassword(ALAN, 'not-the-password'))).toEqual([
    422,
    'form_password_incorrect',
  ]);
});

test('"forgot password" is a way out in the same attempt: a code, another password, signed in', async () => {
  const { clerk, codes, browser, backend } = await startWithMail();
  await backend.users.setPasswordCompromised('user_alan');
  const begun = (await browser.post(SIGN_INS, { identifier: ALAN })).body.response;
  const path = `${SIGN_INS}/${begun.id}`;
  const tried = await browser.post(`${path}/attempt_first_factor`, {
    strategy: 'password',
    password: SEED_PASSWORD,
  });
  expect(outcome(tried)).toEqual([422, 'form_password_compromised']);
  const [factor] = begun.supported_first_factors.filter(
    (row: { strategy: string }) => row.strategy === STRATEGY,
  );
  await browser.post(`${path}/prepare_first_factor`, {
    strategy: STRATEGY,
    email_address_id: factor.email_address_id,
  });
  await browser.post(`${path}/attempt_first_factor`, { strategy: STRATEGY, code: codes.latest() });
  const same = await browser.post(`${path}/reset_password`, { password: SEED_PASSWORD });
  expect(outcome(same)).toEqual([422, 'form_password_pwned']);
  const done = await browser.post(`${path}/reset_password`, { password: NEW_PASSWORD });
  expect(outcome(done)).toEqual([200, 'complete']);
  expect(outcome(await new TestBrowser(clerk).submitPassword(ALAN, NEW_PASSWORD))).toEqual([200, 'complete']);
});

test('a mailed code still signs in a user whose password is compromised', async () => {
  const { codes, browser, backend } = await startWithMail();
  await backend.users.setPasswordCompromised('user_alan');
  const { id } = (await browser.post(SIGN_INS, { identifier: ALAN, strategy: 'email_code' })).body.response;
  const fields = { strategy: 'email_code', code: codes.latest() };
  expect(outcome(await browser.post(`${SIGN_INS}/${id}/attempt_first_factor`, fields))).toEqual([
    200,
    'complete',
  ]);
});

test.each([
  { revokeAllSessions: false, sessions: 1 },
  { revokeAllSessions: true, sessions: 0 },
])(
  'marking with revokeAllSessions=$revokeAllSessions leaves $sessions session',
  async ({ revokeAllSessions, sessions }) => {
    const { browser, backend } = await startWithMail();
    await browser.signInWithPassword(ALAN, SEED_PASSWORD);
    await backend.users.setPasswordCompromised('user_alan', { revokeAllSessions });
    expect((await browser.get('/v1/client')).body.response.sessions).toHaveLength(sessions);
  },
);

test('an unmarked password signs in again; so does one that the server sets', async () => {
  const { clerk, backend } = await startWithMail();
  await backend.users.setPasswordCompromised('user_alan');
  await backend.users.unsetPasswordCompromised('user_alan');
  const again = await new TestBrowser(clerk).submitPassword(ALAN, SEED_PASSWORD);
  expect(outcome(again)).toEqual([200, 'complete']);
  await backend.users.setPasswordCompromised('user_alan');
  await backend.users.updateUser('user_alan', { password: NEW_PASSWORD });
  const renewed = await new TestBrowser(clerk).submitPassword(ALAN, NEW_PASSWORD);
  expect(outcome(renewed)).toEqual([200, 'complete']);
});

test('a signed-in user replaces it in the profile, with another one', async () => {
  const { clerk, browser, backend } = await startWithMail();
  await browser.signInWithPassword(ALAN, SEED_PASSWORD);
  await backend.users.setPasswordCompromised('user_alan');
  const change = (password: string) =>
    browser.post('/v1/me/change_password', { current_password: SEED_PASSWORD, new_password: password });
  expect((await change(SEED_PASSWORD)).body.errors[0].code).toBe('form_password_pwned');
  expect((await change(NEW_PASSWORD)).status).toBe(200);
  const renewed = await new TestBrowser(clerk).submitPassword(ALAN, NEW_PASSWORD);
  expect(outcome(renewed)).toEqual([200, 'complete']);
});

test('only the password of a user can be compromised', async () => {
  const { backend } = await startWithMail();
  const { id } = await backend.users.createUser({
    emailAddress: ['edsger@acme.test'],
    skipPasswordRequirement: true,
  });
  await expect(backend.users.setPasswordCompromised(id)).rejects.toMatchObject({ status: 400 });
  await expect(backend.users.unsetPasswordCompromised('user_x')).rejects.toMatchObject({ status: 404 });
});
