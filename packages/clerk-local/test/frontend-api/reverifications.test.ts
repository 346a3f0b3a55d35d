import { TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const PASSWORD = 'correct-horse-battery';

/** Ada, signed in half an hour ago. */
async function startStale() {
  const clerk = await startTestClerk();
  const ada = new TestBrowser(clerk);
  const { body } = await ada.submitPassword('ada@acme.test', PASSWORD);
  const id: string = body.response.created_session_id;
  const aged = await fetch(`${clerk.url}/__local/sessions/${id}/age`, {
    method: 'POST',
    body: JSON.stringify({ minutes: 30 }),
  });
  expect(aged.status).toBe(200);
  const factorAge = async () => decodeJwt((await ada.post(`/v1/client/sessions/${id}/tokens`)).body.jwt).fva;
  expect(await factorAge()).toEqual([30, -1]);
  return { ada, path: `/v1/client/sessions/${id}/verify`, factorAge };
}

test('the password makes the session fresh', async () => {
  const { ada, path, factorAge } = await startStale();
  const started = await ada.post(path, { level: 'first_factor' });
  expect(started.body.response).toMatchObject({
    object: 'session_verification',
    status: 'needs_first_factor',
    level: 'first_factor',
    supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code' }],
  });
  const done = await ada.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
  expect(done.body.response).toMatchObject({
    status: 'complete',
    session: { factor_verification_age: [0, -1] },
  });
  expect(done.body.client.sessions).toHaveLength(1);
  expect(await factorAge()).toEqual([0, -1]);
});

test('so does a code', async () => {
  const { ada, path, factorAge } = await startStale();
  await ada.post(path);
  await ada.post(`${path}/prepare_first_factor`, { strategy: 'email_code' });
  const { body } = await ada.post(`${path}/attempt_first_factor`, { strategy: 'email_code', code: '000000' });
  expect([body.errors[0].code, await factorAge()]).toEqual(['form_code_incorrect', [30, -1]]);
});

test.each([
  ['a wrong password', { strategy: 'password', password: 'wrong' }, 422, 'form_password_incorrect'],
  ['no password', { strategy: 'password' }, 422, 'form_param_nil'],
  ['an unknown strategy', { strategy: 'magic' }, 400, 'strategy_for_user_invalid'],
  ['a code that was not sent', { strategy: 'email_code', code: '424242' }, 400, 'verification_missing'],
])('%s leaves the session as it was', async (_name, fields, status, code) => {
  const { ada, path, factorAge } = await startStale();
  await ada.post(path);
  const answer = await ada.post(`${path}/attempt_first_factor`, fields);
  expect([answer.status, answer.body.errors[0].code]).toEqual([status, code]);
  expect(await factorAge()).toEqual([30, -1]);
});

test('a reverification has to be started, with a level that exists', async () => {
  const { ada, path } = await startStale();
  const early = await ada.post(`${path}/attempt_first_factor`, { strategy: 'password', password: PASSWORD });
  expect([early.status, early.body.errors[0].code]).toEqual([400, 'session_reverification_missing']);
  const odd = await ada.post(path, { level: 'third_factor' });
  expect([odd.status, odd.body.errors[0].code]).toEqual([422, 'form_param_value_invalid']);
});
