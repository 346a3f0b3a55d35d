import { expect, test } from 'vitest';
import { Authenticator, startAtRest, startWithTotp } from '../fixtures/authenticator.ts';
import { createBackend, startWithBackend } from '../fixtures/start-with-backend.ts';

// @clerk/backend 3.20.1 hands these answers on as they are, in snake case, although its types say otherwise.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test('the server checks a code of the app, once', async () => {
  const { clerk, app } = await startWithTotp();
  const { users } = createBackend(clerk);
  const code = app.code();
  expect(await users.verifyTOTP({ userId: 'user_ada', code })).toEqual({ verified: true, code_type: 'totp' });
  await expect(users.verifyTOTP({ userId: 'user_ada', code })).rejects.toMatchObject({
    status: 422,
    errors: [{ code: 'totp_incorrect_code' }],
  });
});

test('the server checks a backup code, once, in any case', async () => {
  const { clerk, backupCodes } = await startWithTotp();
  const { users } = createBackend(clerk);
  const [code = ''] = backupCodes;
  const upper = { userId: 'user_ada', code: ` ${code.toUpperCase()} ` };
  expect(await users.verifyTOTP(upper)).toEqual({ verified: true, code_type: 'backup_code' });
  await expect(users.verifyTOTP({ userId: 'user_ada', code })).rejects.toMatchObject({ status: 422 });
});

test.each([
  { method: 'disableUserMFA', left: [false, false, false] },
  { method: 'deleteUserTOTP', left: [false, false, false] },
  { method: 'deleteUserBackupCodes', left: [true, false, true] },
] as const)('$method removes its factor', async ({ method, left }) => {
  const { clerk } = await startWithTotp();
  const { users } = createBackend(clerk);
  const before = await users.getUser('user_ada');
  expect([before.totpEnabled, before.backupCodeEnabled, before.twoFactorEnabled]).toEqual([true, true, true]);
  expect(await users[method]('user_ada')).toEqual({ user_id: 'user_ada' });
  const after = await users.getUser('user_ada');
  expect([after.totpEnabled, after.backupCodeEnabled, after.twoFactorEnabled]).toEqual(left);
});

test('a user is created with an existing app and backup codes', async () => {
  const { clerk, time } = await startAtRest();
  const { users } = createBackend(clerk);
  const { id: userId, twoFactorEnabled } = await users.createUser({
    emailAddress: ['edsger@acme.test'],
    password: 'correct-horse-battery',
    totpSecret: SECRET,
    backupCodes: ['paper-code-1'],
  });
  expect(twoFactorEnabled).toBe(true);
  const app = new Authenticator(`otpauth://totp/x?secret=${SECRET}`, () => time.nowMs);
  expect(await users.verifyTOTP({ userId, code: app.code() })).toMatchObject({ code_type: 'totp' });
  expect(await users.verifyTOTP({ userId, code: 'paper-code-1' })).toMatchObject({
    code_type: 'backup_code',
  });
});

test.each([
  { name: 'a secret that no app accepts', input: { totpSecret: 'hello' }, param: 'totp_secret' },
  { name: 'codes that are already hashed', input: { backupCodes: ['$2a$10$abc'] }, param: 'backup_codes' },
])('$name: 422', async ({ input, param }) => {
  const { backend } = await startWithBackend();
  await expect(backend.users.updateUser('user_ada', input)).rejects.toMatchObject({
    status: 422,
    errors: [{ meta: { paramName: param } }],
  });
});

test('an unknown user, a user without an app and a wrong code are refused', async () => {
  const { backend } = await startWithBackend();
  const code = '123456';
  await expect(backend.users.verifyTOTP({ userId: 'user_x', code })).rejects.toMatchObject({ status: 404 });
  await expect(backend.users.verifyTOTP({ userId: 'user_ada', code })).rejects.toMatchObject({ status: 400 });
  await expect(backend.users.disableUserMFA('user_x')).rejects.toMatchObject({ status: 404 });
});
