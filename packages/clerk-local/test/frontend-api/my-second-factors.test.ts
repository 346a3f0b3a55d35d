import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { Authenticator, startAtRest, startWithTotp } from '../fixtures/authenticator.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const TOTP = '/v1/me/totp';
const PROVE = '/v1/me/totp/attempt_verification';
const BACKUP_CODES = '/v1/me/backup_codes/';
const NO_FACTORS = { totp_enabled: false, backup_code_enabled: false, two_factor_enabled: false };
const ALL_FACTORS = { totp_enabled: true, backup_code_enabled: true, two_factor_enabled: true };

async function startSignedIn() {
  const { clerk, time } = await startAtRest();
  const ada = new TestBrowser(clerk);
  await ada.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  return { clerk, time, ada };
}

test('the settings offer an authenticator app and backup codes, so that the profile shows two-step verification', async () => {
  const { body } = await new TestBrowser(await startTestClerk()).get('/v1/environment');
  const { attributes, sign_in } = body.user_settings;
  expect(attributes.authenticator_app).toMatchObject({
    used_for_second_factor: true,
    second_factors: ['totp'],
  });
  expect(attributes.backup_code).toMatchObject({
    used_for_second_factor: true,
    second_factors: ['backup_code'],
  });
  expect(attributes.phone_number).toMatchObject({ used_for_second_factor: false, second_factors: [] });
  expect(sign_in).toEqual({ second_factor: { required: false, enabled: true } });
});

test('an app is active from its first correct code on; the secret is shown before and never after', async () => {
  const { ada, time } = await startSignedIn();
  const begun = (await ada.post(TOTP)).body;
  expect(begun.response).toMatchObject({ object: 'totp', verified: false });
  expect(begun.response.uri).toMatch(
    /^otpauth:\/\/totp\/Acme:ada%40acme.test\?issuer=Acme&secret=[A-Z2-7]{32}&/,
  );
  expect(begun.client.sessions[0].user).toMatchObject(NO_FACTORS);
  const app = new Authenticator(begun.response.uri, () => time.nowMs);
  const wrong = await ada.post(PROVE, { code: app.code(5) });
  expect([wrong.status, wrong.body.errors[0].code]).toEqual([422, 'form_code_incorrect']);
  const proven = (await ada.post(PROVE, { code: app.code() })).body;
  expect(proven.response).toMatchObject({ object: 'totp', verified: true, secret: null, uri: null });
  expect(proven.response.backup_codes).toHaveLength(10);
  expect(proven.client.sessions[0].user).toMatchObject({ ...ALL_FACTORS, mfa_enabled_at: time.nowMs });
});

test('verifying the app counts as a second factor of this session, in the token too', async () => {
  const { ada } = await startWithTotp();
  const { body } = await ada.get('/v1/client');
  const [session] = body.response.sessions;
  expect(session.factor_verification_age).toEqual([0, 0]);
  expect(decodeJwt(session.last_active_token.jwt).fva).toEqual([0, 0]);
});

test('setting up can be restarted until the app is verified, and is refused afterwards', async () => {
  const { ada, time } = await startSignedIn();
  const first = (await ada.post(TOTP)).body.response;
  const second = (await ada.post(TOTP)).body.response;
  expect(second.secret).not.toBe(first.secret);
  const old = new Authenticator(first.uri, () => time.nowMs);
  expect((await ada.post(PROVE, { code: old.code() })).status).toBe(422);
  const app = new Authenticator(second.uri, () => time.nowMs);
  expect((await ada.post(PROVE, { code: app.code() })).status).toBe(200);
  const again = await ada.post(TOTP);
  expect([again.status, again.body.errors[0].code]).toEqual([400, 'totp_already_enabled']);
});

test('twenty uses of one code at once: one is accepted', async () => {
  const { ada, app } = await startWithTotp();
  const code = app.code();
  const answers = await Promise.all(Array.from({ length: 20 }, () => ada.post(PROVE, { code })));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(new Set(statuses)).toEqual(new Set([200, 422]));
});

test('new backup codes replace the old ones', async () => {
  const { ada, backupCodes } = await startWithTotp();
  const { response } = (await ada.post(BACKUP_CODES)).body;
  expect(response).toMatchObject({ object: 'backup_code' });
  expect(response.codes).toHaveLength(10);
  expect(new Set([...response.codes, ...backupCodes]).size).toBe(20);
});

test('removing the app ends the second factor, its backup codes and its age in sessions', async () => {
  const { ada, time } = await startWithTotp();
  const { body } = await ada.post(`${TOTP}?_method=DELETE`);
  expect(body.response).toMatchObject({ object: 'totp', deleted: true });
  const [session] = body.client.sessions;
  expect(session.user).toMatchObject({ ...NO_FACTORS, mfa_disabled_at: time.nowMs });
  expect(session.factor_verification_age).toEqual([0, -1]);
});

test.each([
  { name: 'verifying an app that was not begun', path: PROVE, fields: { code: '123456' }, status: 404 },
  { name: 'removing an app that is not there', path: `${TOTP}?_method=DELETE`, fields: {}, status: 404 },
  { name: 'backup codes without an app', path: BACKUP_CODES, fields: {}, status: 400 },
])('$name: $status', async ({ path, fields, status }) => {
  const { ada } = await startSignedIn();
  expect((await ada.post(path, fields)).status).toBe(status);
});

test.each([TOTP, `${TOTP}?_method=DELETE`, PROVE, BACKUP_CODES])('%s needs a session', async (path) => {
  expect((await new TestBrowser(await startTestClerk()).post(path)).status).toBe(401);
});

test('a missing code is not a wrong code', async () => {
  const { ada } = await startSignedIn();
  await ada.post(TOTP);
  const answer = await ada.post(PROVE);
  expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'form_param_nil']);
});
