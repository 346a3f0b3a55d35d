import { type FrontendApiResponse, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { captureCodes } from '../fixtures/capture-codes.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const SIGN_INS = '/v1/client/sign_ins';

/** Grace in a browser without a client, with Client Trust on. */
async function startNewBrowser() {
  const codes = captureCodes();
  const clerk = await startTestClerk({ clientTrust: 'on', log: codes.log });
  const browser = new TestBrowser(clerk);
  const signIn = () => browser.submitPassword('grace@acme.test', SEED_PASSWORD);
  const signOut = () => browser.post('/v1/client?_method=DELETE');
  /** Sends the code and gives it back. */
  const proveBrowser = async (signInId: string) => {
    const path = `${SIGN_INS}/${signInId}`;
    const prepared = await browser.post(`${path}/prepare_second_factor`, { strategy: 'email_code' });
    expect(prepared.status).toBe(200);
    const fields = { strategy: 'email_code', code: codes.latest() };
    return browser.post(`${path}/attempt_second_factor`, fields);
  };
  return { clerk, codes, browser, signIn, signOut, proveBrowser };
}

const outcome = ({ status, body }: FrontendApiResponse) => [status, body.errors?.[0].code];
const statusOf = ({ body }: FrontendApiResponse) => body.response?.status;

test('a correct password in a new browser does not sign in: a mailed code is asked for', async () => {
  const { browser, signIn } = await startNewBrowser();
  const { body } = await signIn();
  expect(body.response).toMatchObject({
    status: 'needs_client_trust',
    client_trust_state: 'new',
    first_factor_verification: { status: 'verified', strategy: 'password' },
    supported_second_factors: [{ strategy: 'email_code', safe_identifier: 'g**@acme.test', primary: true }],
    created_session_id: null,
  });
  expect((await browser.get('/v1/client')).body.response.sessions).toEqual([]);
});

test('the code signs in; it is not a second factor, and the browser is known from then on', async () => {
  const { signIn, signOut, proveBrowser } = await startNewBrowser();
  const done = (await proveBrowser((await signIn()).body.response.id)).body;
  expect(done.response).toMatchObject({
    status: 'complete',
    second_factor_verification: { object: 'verification_otp', status: 'verified', strategy: 'email_code' },
  });
  expect(done.client.sessions[0].factor_verification_age).toEqual([0, -1]);
  await signOut();
  const again = await signIn();
  expect(again.body.response).toMatchObject({ status: 'complete', client_trust_state: 'known' });
});

test('a browser is known for one user, not for the next', async () => {
  const { browser, signIn, signOut, proveBrowser } = await startNewBrowser();
  await proveBrowser((await signIn()).body.response.id);
  await signOut();
  expect(statusOf(await browser.submitPassword('alan@acme.test', SEED_PASSWORD))).toBe('needs_client_trust');
});

test('an impersonation does not make the browser known for the user', async () => {
  const { clerk, browser, signIn, signOut } = await startNewBrowser();
  const { token } = await createBackend(clerk).actorTokens.create({
    userId: 'user_grace',
    actor: { sub: 'user_ada' },
    expiresInSeconds: 60,
  });
  const acting = await browser.post(SIGN_INS, { strategy: 'ticket', ticket: token ?? '' });
  expect(statusOf(acting)).toBe('complete');
  await signOut();
  expect(statusOf(await signIn())).toBe('needs_client_trust');
});

test('a sign-in by mailed code is not asked for a second one', async () => {
  const { codes, browser } = await startNewBrowser();
  const byMail = { identifier: 'grace@acme.test', strategy: 'email_code' };
  const { id } = (await browser.post(SIGN_INS, byMail)).body.response;
  const proof = { strategy: 'email_code', code: codes.latest() };
  expect(statusOf(await browser.post(`${SIGN_INS}/${id}/attempt_first_factor`, proof))).toBe('complete');
});

test('a user who is excepted is not asked', async () => {
  const { clerk, signIn } = await startNewBrowser();
  // The SDK has no field for it.
  await fetch(`${clerk.url}/v1/users/user_grace`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${clerk.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ bypass_client_trust: true }),
  });
  expect(statusOf(await signIn())).toBe('complete');
});

test('a second factor of their own is asked for instead', async () => {
  const { clerk, signIn } = await startNewBrowser();
  const totpSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  await createBackend(clerk).users.updateUser('user_grace', { totpSecret });
  expect(statusOf(await signIn())).toBe('needs_second_factor');
});

test.each([
  { name: 'a wrong code', fields: { strategy: 'email_code', code: '000' }, is: [422, 'form_code_incorrect'] },
  { name: 'no code', fields: { strategy: 'email_code' }, is: [422, 'form_param_nil'] },
  {
    name: 'a code of an app',
    fields: { strategy: 'totp', code: '123456' },
    is: [400, 'strategy_for_user_invalid'],
  },
])('$name does not verify a browser', async ({ fields, is }) => {
  const { browser, signIn } = await startNewBrowser();
  const path = `${SIGN_INS}/${(await signIn()).body.response.id}`;
  await browser.post(`${path}/prepare_second_factor`, { strategy: 'email_code' });
  expect(outcome(await browser.post(`${path}/attempt_second_factor`, fields))).toEqual(is);
});

test('a code that was not sent is refused, and none is sent to another address', async () => {
  const { browser, signIn } = await startNewBrowser();
  const path = `${SIGN_INS}/${(await signIn()).body.response.id}`;
  const early = await browser.post(`${path}/attempt_second_factor`, {
    strategy: 'email_code',
    code: '424242',
  });
  expect(outcome(early)).toEqual([400, 'verification_missing']);
  const elsewhere = { strategy: 'email_code', email_address_id: 'idn_of_somebody' };
  expect(outcome(await browser.post(`${path}/prepare_second_factor`, elsewhere))).toEqual([
    422,
    'form_param_value_invalid',
  ]);
});

test('another program turns it on and off; a reset puts it back', async () => {
  const clerk = await startTestClerk();
  const put = (body: unknown) =>
    fetch(`${clerk.url}/__local/client-trust`, { method: 'PUT', body: JSON.stringify(body) });
  const signIn = async () =>
    statusOf(await new TestBrowser(clerk).submitPassword('ada@acme.test', SEED_PASSWORD));
  expect(await signIn()).toBe('complete');
  expect(await (await put({ mode: 'on' })).json()).toEqual({ mode: 'on' });
  expect(await signIn()).toBe('needs_client_trust');
  expect((await put({ mode: 'sometimes' })).status).toBe(400);
  await clerk.reset();
  expect(await (await fetch(`${clerk.url}/__local/client-trust`)).json()).toEqual({ mode: 'off' });
  expect(await signIn()).toBe('complete');
});
