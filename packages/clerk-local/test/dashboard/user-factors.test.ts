import { expect, test } from 'vitest';
import { startWithTotp } from '../fixtures/authenticator.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const read = async (url: string) => (await fetch(url)).text();

test("a user's page shows the factors, and the app's code on request", async () => {
  const { clerk, ada } = await startWithTotp();
  await createBackend(clerk).users.setPasswordCompromised('user_ada');
  const page = await read(`${clerk.url}/users/user_ada`);
  expect(page).toContain('password (compromised), email code, authenticator app, backup codes');
  expect(page).toContain('<button>Current code</button>');
  expect(page).not.toMatch(/class="digits"/);
  const shown = await read(`${clerk.url}/users/user_ada?show=totp`);
  const code = /class="digits">(\d{6})</.exec(shown)?.[1] ?? '';
  expect((await ada.post('/v1/me/totp/attempt_verification', { code })).status).toBe(200);
});

test('a user without an app is offered no code', async () => {
  const { url } = await startTestClerk();
  expect(await read(`${url}/users/user_ada?show=totp`)).not.toContain('Current code');
});

test('the switches turn Client Trust on and off', async () => {
  const { url, clientTrust } = await startTestClerk();
  const turn = (mode: string) =>
    fetch(`${url}/faults/client-trust`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: url },
      body: new URLSearchParams({ mode }),
    });
  expect(await read(`${url}/faults`)).toContain('Turn on');
  await turn('on');
  expect(clientTrust.read()).toEqual({ mode: 'on' });
  expect(await read(`${url}/faults`)).toContain('Turn off');
  expect((await turn('maybe')).status).toBe(400);
});
