import { type FrontendApiResponse, SEED_PASSWORD } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { startWithTotp } from '../fixtures/authenticator.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const PASSWORD = { strategy: 'password', password: SEED_PASSWORD };

/** Ada, who has an app and signed in half an hour ago with both factors. */
async function startStale() {
  const world = await startWithTotp();
  const { ada, clerk } = world;
  const id: string = (await ada.get('/v1/client')).body.response.last_active_session_id;
  const body = JSON.stringify({ minutes: 30 });
  await fetch(`${clerk.url}/__local/sessions/${id}/age`, { method: 'POST', body });
  const factorAge = async () => decodeJwt((await ada.post(`/v1/client/sessions/${id}/tokens`)).body.jwt).fva;
  expect(await factorAge()).toEqual([30, 30]);
  const path = `/v1/client/sessions/${id}/verify`;
  const first = () => ada.post(`${path}/attempt_first_factor`, PASSWORD);
  const second = (code: string, strategy = 'totp') =>
    ada.post(`${path}/attempt_second_factor`, { strategy, code });
  return { ...world, path, factorAge, first, second };
}

const statusOf = ({ body }: FrontendApiResponse) => body.response?.status ?? body.errors[0].code;

test('at level second_factor only the app is asked for, and only the second factor is fresh afterwards', async () => {
  const { ada, path, app, second, factorAge } = await startStale();
  const started = await ada.post(path, { level: 'second_factor' });
  expect(started.body.response).toMatchObject({
    status: 'needs_second_factor',
    level: 'second_factor',
    supported_first_factors: [{ strategy: 'password' }, { strategy: 'email_code' }],
    supported_second_factors: [{ strategy: 'totp' }, { strategy: 'backup_code' }],
  });
  const done = await second(app.code());
  expect(done.body.response).toMatchObject({
    status: 'complete',
    second_factor_verification: { object: 'verification_totp', status: 'verified' },
    session: { factor_verification_age: [30, 0] },
  });
  expect(await factorAge()).toEqual([30, 0]);
});

test('at level multi_factor both are asked for, one after the other', async () => {
  const { ada, path, backupCodes, first, second, factorAge } = await startStale();
  const [code = ''] = backupCodes;
  expect(statusOf(await ada.post(path, { level: 'multi_factor' }))).toBe('needs_first_factor');
  expect(statusOf(await second(code, 'backup_code'))).toBe('verification_missing');
  expect(statusOf(await first())).toBe('needs_second_factor');
  expect(statusOf(await first())).toBe('verification_missing');
  expect(statusOf(await second(code, 'backup_code'))).toBe('complete');
  expect(await factorAge()).toEqual([0, 0]);
});

test('at level first_factor the password is enough', async () => {
  const { ada, path, first, factorAge } = await startStale();
  await ada.post(path, { level: 'first_factor' });
  expect(statusOf(await first())).toBe('complete');
  expect(await factorAge()).toEqual([0, 30]);
});

test.each(['second_factor', 'multi_factor'])(
  'without an app the first factor counts for %s',
  async (level) => {
    const { clerk, ada, path, first, factorAge } = await startStale();
    await createBackend(clerk).users.deleteUserTOTP('user_ada');
    expect(statusOf(await ada.post(path, { level }))).toBe('needs_first_factor');
    expect(statusOf(await first())).toBe('complete');
    expect(await factorAge()).toEqual([0, -1]);
  },
);

test('five wrong codes end it, and it has to be started again', async () => {
  const { ada, path, app, second, factorAge } = await startStale();
  await ada.post(path, { level: 'second_factor' });
  for (let count = 0; count < 5; count += 1)
    expect(statusOf(await second('000'))).toBe('form_code_incorrect');
  expect(statusOf(await second(app.code()))).toBe('verification_failed');
  expect(await factorAge()).toEqual([30, 30]);
  await ada.post(path, { level: 'second_factor' });
  expect(statusOf(await second(app.code()))).toBe('complete');
});

test('an app needs no preparing, and a reverification has to be started first', async () => {
  const { ada, path, app, second } = await startStale();
  expect(statusOf(await ada.post(`${path}/prepare_second_factor`, { strategy: 'phone_code' }))).toBe(
    'strategy_for_user_invalid',
  );
  expect(statusOf(await second(app.code()))).toBe('session_reverification_missing');
});
