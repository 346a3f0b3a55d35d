import { TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { captureCodes } from '../fixtures/capture-codes.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const SIGN_UPS = '/v1/client/sign_ups';
const NORA = {
  email_address: 'New+clerk_test@Acme.test',
  password: 'a-long-password-7',
  first_name: 'Nora',
};

test('a test address signs up with 424242: nothing is mailed, the account exists and is signed in', async () => {
  const codes = captureCodes();
  const browser = new TestBrowser(await startTestClerk({ log: codes.log }));
  const { body } = await browser.post(SIGN_UPS, NORA);
  expect(body.response).toMatchObject({
    status: 'missing_requirements',
    missing_fields: [],
    unverified_fields: ['email_address'],
    // A strategy here would keep the sign-up component from asking for a code.
    verifications: { email_address: { strategy: null, next_action: 'needs_prepare' } },
  });
  const path = `${SIGN_UPS}/${body.response.id}`;
  const prepared = await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
  expect(prepared.body.response.verifications.email_address.next_action).toBe('needs_attempt');
  const done = await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code: '424242' });
  expect(done.body.response.status).toBe('complete');
  expect(done.body.client.sessions[0].user).toMatchObject({
    first_name: 'Nora',
    email_addresses: [{ email_address: 'new+clerk_test@acme.test', verification: { status: 'verified' } }],
  });
  expect(codes.latest()).toBe('no code was mailed');
});

test('424242 does not work for an ordinary address', async () => {
  const codes = captureCodes();
  const browser = new TestBrowser(await startTestClerk({ log: codes.log }));
  const { body } = await browser.post(SIGN_UPS, { ...NORA, email_address: 'nora@acme.test' });
  const path = `${SIGN_UPS}/${body.response.id}`;
  // One in a million codes is 424242 itself: ask until it is another.
  do await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
  while (codes.latest() === '424242');
  const answer = await browser.post(`${path}/attempt_verification`, {
    strategy: 'email_code',
    code: '424242',
  });
  expect(answer.body.errors[0].code).toBe('form_code_incorrect');
});

test.each([
  { name: 'taken address', fields: { email_address: 'ADA@acme.test' }, code: 'form_identifier_exists' },
  { name: 'no address', fields: { email_address: 'ada at acme' }, code: 'form_param_format_invalid' },
  { name: 'short password', fields: { password: 'short' }, code: 'form_password_length_too_short' },
  { name: 'metadata that is no JSON', fields: { unsafe_metadata: '{' }, code: 'form_param_format_invalid' },
])('$name: 422 $code', async ({ fields, code }) => {
  const browser = new TestBrowser(await startTestClerk());
  const { status, body } = await browser.post(SIGN_UPS, { ...NORA, ...fields });
  expect([status, body.errors[0].code]).toEqual([422, code]);
});

test('a changed address has to be verified again', async () => {
  const browser = new TestBrowser(await startTestClerk());
  const { body } = await browser.post(SIGN_UPS, { email_address: NORA.email_address });
  const path = `${SIGN_UPS}/${body.response.id}`;
  await browser.post(`${path}/prepare_verification`, { strategy: 'email_code' });
  await browser.post(`${path}/attempt_verification`, { strategy: 'email_code', code: '424242' });
  const other = { email_address: 'ceo@acme.test', password: NORA.password };
  const changed = await browser.post(`${path}?_method=PATCH`, other);
  expect(changed.body.response).toMatchObject({
    status: 'missing_requirements',
    unverified_fields: ['email_address'],
  });
});
