import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { clerk, clerkSetup } from '@clerk/testing/playwright';
import { accountMenu } from '../fixtures/sign-in.ts';
import { test as setup } from './deployed-test.ts';
import { deployedBackend, deployedOrigin, PERSON_FILE, readDeployment, STORAGE_STATE } from './deployment.ts';

setup('somebody new is signed in on account', { tag: '@deployed' }, async ({ page }) => {
  const { publishableKey, secretKey, apiUrl } = readDeployment();
  const { users, signInTokens } = deployedBackend();
  const unique = randomBytes(6).toString('hex');
  const email = `deployed-${unique}+clerk_test@example.com`;
  const { id } = await users.createUser({ emailAddress: [email], password: `passphrase-${unique}-Aa1` });
  mkdirSync(dirname(PERSON_FILE), { recursive: true });
  writeFileSync(PERSON_FILE, JSON.stringify({ userId: id, email }));
  // The option for it exists at run time only; its type lacks it.
  if (apiUrl) process.env.CLERK_API_URL = apiUrl;
  await clerkSetup({ publishableKey, secretKey, dotenv: false });
  const { token: ticket } = await signInTokens.createSignInToken({ userId: id, expiresInSeconds: 120 });
  await page.goto(deployedOrigin('account'));
  await clerk.signIn({ page, signInParams: { strategy: 'ticket', ticket } });
  await accountMenu(page).waitFor();
  await page.context().storageState({ path: STORAGE_STATE });
});
