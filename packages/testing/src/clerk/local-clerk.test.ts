import { startClerkLocal, TestBrowser } from 'clerk-local/testing';
import { expect, onTestFinished, test } from 'vitest';
import { createClock, createInbox } from './local-clerk.ts';

const HOSTED = {
  kind: 'hosted',
  publishableKey: 'pk_test_eA',
  secretKey: 'sk_test_x',
  apiUrl: undefined,
} as const;

async function start() {
  const clerk = await startClerkLocal();
  onTestFinished(() => clerk.close());
  const { publishableKey, secretKey, url: apiUrl } = clerk;
  return { clerk, instance: { kind: 'local', publishableKey, secretKey, apiUrl } as const };
}

test('the newest code for an address is found, whatever its case', async () => {
  const { clerk, instance } = await start();
  const inbox = createInbox(instance);
  await expect(inbox.latestCode('new@acme.test')).rejects.toMatchObject({ code: 'no_mail' });
  const browser = new TestBrowser(clerk);
  const fields = { email_address: 'new@acme.test', password: 'a-long-passphrase-of-tests' };
  const { body } = await browser.post('/v1/client/sign_ups', fields);
  await browser.post(`/v1/client/sign_ups/${body.response.id}/prepare_verification`, {
    strategy: 'email_code',
  });
  expect(await inbox.latestCode('New@Acme.test')).toBe(clerk.inbox.latestCode('new@acme.test'));
  expect(await inbox.messages('other@acme.test')).toEqual([]);
});

test('time moves on from where it is, and is put back', async () => {
  const { clerk, instance } = await start();
  clerk.clock.set({ offsetMs: 5000 });
  const clock = createClock(instance);
  await clock.advance(1000);
  await clock.advance(1000);
  expect(clerk.clock.read()).toEqual({ offsetMs: 7000 });
  await clock.restore();
  expect(clerk.clock.read()).toEqual({ offsetMs: 5000 });
});

test('a hosted Clerk has no mails and no time to move; test addresses have their code everywhere', async () => {
  const inbox = createInbox(HOSTED);
  const refused = { name: 'SsoTestError', code: 'local_clerk_only' };
  await expect(inbox.messages('ada@acme.test')).rejects.toMatchObject(refused);
  await expect(createClock(HOSTED).advance(1)).rejects.toMatchObject(refused);
  expect(await inbox.latestCode('a+clerk_test@acme.test')).toBe('424242');
  await createClock(HOSTED).restore();
});
