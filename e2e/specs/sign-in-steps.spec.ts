import type { Page } from '@playwright/test';
import { accountMenu } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/backend-api.ts';
import { readStackInfo } from '../fixtures/servers/stack.ts';
import { signInByForm, submitForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser, TEST_CODE, type TestUser } from '../fixtures/users.ts';

/** Steps that Clerk may require beside a password, in Clerk's own components, followed by a page of another app. */

/** The code that the user's authenticator app shows. */
async function appCode({ userId }: TestUser): Promise<string> {
  const answer = await fetch(`${readStackInfo().apiUrl}/__local/users/${userId}/totp`);
  // The answer of a control of the local Clerk.
  const { code } = (await answer.json()) as { code: string };
  return code;
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page
    .getByLabel(/Enter verification code/)
    .first()
    .pressSequentially(code);
}

test('after an authenticator app is set up in the profile, the next sign-in requires its code', async ({
  page,
  user,
}) => {
  await signInByForm(page, user);
  await page.goto(urlOf('account', '/profile/security'));
  await page.getByRole('button', { name: 'Add two-step verification' }).click();
  await page.getByRole('menuitem', { name: 'Authenticator application' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await typeCode(page, await appCode(user));
  await expect(page.getByText('Two-step verification is now enabled')).toBeVisible();

  await page.context().clearCookies();
  await page.goto(urlOf('platform', '/dashboard'));
  await submitForm(page, user);
  await expect(page.getByText('Two-step verification')).toBeVisible();
  await typeCode(page, await appCode(user));
  await expect(page).toHaveURL(urlOf('platform', '/dashboard'));
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
});

test('a user who must replace a compromised password is signed in nowhere before that', async ({
  page,
  user,
}) => {
  await backend().users.setPasswordCompromised(user.userId);
  await page.goto(urlOf('platform', '/dashboard'));
  await submitForm(page, user);
  await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeVisible();
  await page.goto(urlOf('portal', '/'));
  await expect(page.getByRole('heading', { name: 'Your orders and tickets' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeVisible();
  const password = `${user.password}-new`;
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('Confirm password').fill(password);
  await page.getByLabel('Confirm password').press('Enter');
  await expect(page).toHaveURL(urlOf('portal', '/'));
  await expect(page.getByRole('heading', { name: 'Your orders and tickets' })).toBeVisible();
});

test('a user who forgot the password verifies the address by mail, and chooses another', async ({
  page,
  user,
}) => {
  await page.goto(urlOf('platform', '/dashboard'));
  await page.getByLabel('Email address').fill(user.email);
  await page.getByLabel('Email address').press('Enter');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByRole('button', { name: 'Reset your password' }).click();
  await typeCode(page, TEST_CODE);
  const password = `${user.password}-new`;
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('Confirm password').fill(password);
  await page.getByLabel('Confirm password').press('Enter');
  await expect(page).toHaveURL(urlOf('platform', '/dashboard'));
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();

  // An open page notices that its session is gone, and leaves by itself.
  await page.goto('about:blank');
  await page.context().clearCookies();
  await signInByForm(page, { ...user, password });
});

test.describe('with Client Trust', () => {
  test.beforeAll(() => setClientTrust('on'));
  test.afterAll(() => setClientTrust('off'));

  test('a new browser requires a code by mail beside the password, and the same browser none later', async ({
    page,
  }) => {
    const user = await createUser({ bypassClientTrust: false });
    await page.goto(urlOf('platform', '/dashboard'));
    await submitForm(page, user);
    await typeCode(page, TEST_CODE);
    await expect(page).toHaveURL(urlOf('platform', '/dashboard'));

    await accountMenu(page).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL((url) => url.hostname === new URL(urlOf('account')).hostname);
    await signInByForm(page, user);
  });
});

/** For the whole stack: the users of other tests bypass it, see `createUser`. */
async function setClientTrust(mode: 'on' | 'off'): Promise<void> {
  const answer = await fetch(`${readStackInfo().apiUrl}/__local/client-trust`, {
    method: 'PUT',
    body: JSON.stringify({ mode }),
  });
  expect(answer.status).toBe(200);
}
