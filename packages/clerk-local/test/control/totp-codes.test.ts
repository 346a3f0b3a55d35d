import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startWithTotp } from '../fixtures/authenticator.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const TOTP = '/__local/users/user_ada/totp';

async function readCode(url: string): Promise<{ code: string; readyInMs: number }> {
  // The shape is what these tests check.
  return (await (await fetch(url + TOTP)).json()) as { code: string; readyInMs: number };
}

test('other programs get the code of the app: each one works, the fourth when it becomes valid', async () => {
  const { clerk, time, ada } = await startWithTotp();
  time.nowMs += 30_000;
  const prove = async (code: string) => (await ada.post('/v1/me/totp/attempt_verification', { code })).status;
  for (let count = 0; count < 3; count += 1) {
    const { code, readyInMs } = await readCode(clerk.url);
    expect([readyInMs, await prove(code)]).toEqual([0, 200]);
  }
  const { code, readyInMs } = await readCode(clerk.url);
  expect(readyInMs).toBe(15_000);
  expect(await prove(code)).toBe(422);
  time.nowMs += readyInMs;
  expect(await prove(code)).toBe(200);
});

test('shortly before the step ends no code of the previous step is given', async () => {
  const { clerk, time, ada } = await startWithTotp();
  time.nowMs += 30_000 + 5_001;
  for (let count = 0; count < 2; count += 1) {
    await ada.post('/v1/me/totp/attempt_verification', { code: (await readCode(clerk.url)).code });
  }
  expect((await readCode(clerk.url)).readyInMs).toBe(9_999);
});

test('an app that is being set up has a code already; a user without an app has none', async () => {
  const clerk = await startTestClerk();
  const { url } = clerk;
  const ada = new TestBrowser(clerk);
  await ada.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  expect((await fetch(url + TOTP)).status).toBe(404);
  await ada.post('/v1/me/totp');
  const { code } = await readCode(url);
  expect((await ada.post('/v1/me/totp/attempt_verification', { code })).status).toBe(200);
  expect((await fetch(`${url}/__local/users/user_x/totp`)).status).toBe(404);
});

test('web pages do not get the code', async () => {
  const { clerk } = await startWithTotp();
  const answer = await fetch(clerk.url + TOTP, { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(answer.status).toBe(403);
});
