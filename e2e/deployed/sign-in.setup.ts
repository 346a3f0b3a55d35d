import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { signInWithTicket } from '../fixtures/sign-in.ts';
import { test as setup } from './deployed-test.ts';
import { deployedBackend, deployedOrigin, readDeployment, STORAGE_STATE, USER_FILE } from './deployment.ts';

setup('a new user is signed in on account', { tag: '@deployed' }, async ({ page }) => {
  const { users, signInTokens } = deployedBackend();
  const unique = randomBytes(6).toString('hex');
  const email = `deployed-${unique}+clerk_test@example.com`;
  const { id } = await users.createUser({ emailAddress: [email], password: `passphrase-${unique}-Aa1` });
  mkdirSync(dirname(USER_FILE), { recursive: true });
  writeFileSync(USER_FILE, JSON.stringify({ userId: id, email }));
  const { token: ticket } = await signInTokens.createSignInToken({ userId: id, expiresInSeconds: 120 });
  await page.goto(deployedOrigin('account'));
  await signInWithTicket(page, ticket, readDeployment());
  await page.context().storageState({ path: STORAGE_STATE });
});
