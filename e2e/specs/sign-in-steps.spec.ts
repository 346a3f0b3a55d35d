import type { Page } from '@playwright/test';
import { urlOf } from '../fixtures/addresses.ts';
import { backend, createPerson, type Person, TEST_CODE } from '../fixtures/people.ts';
import { accountMenu, signIn, submitForm } from '../fixtures/sign-in.ts';
import { readStackInfo } from '../fixtures/stack.ts';
import { expect, test } from '../fixtures/test.ts';

/** What Clerk may ask for beside a password, with Clerk's own components, up to a page of another app. */

/** What the person's authenticator app shows. */
async function appCode({ userId }: Person): Promise<string> {
  const answer = await fetch(`${readStackInfo().apiUrl}/__local/users/${userId}/totp`);
  // The local Clerk's own control, as its README tells.
  const { code } = (await answer.json()) as { code: string };
  return code;
}

async function typeCode(page: Page, code: string): Promise<void> {
  await page
    .getByLabel(/Enter verification code/)
    .first()
    .pressSequentially(code);
}

test('an authenticator app, set up in the profile, is asked for at the next sign-in', async ({
  page,
  person,
}) => {
  await signIn(page, person);
  await page.goto(urlOf('account', '/profile/security'));
  await page.getByRole('button', { name: 'Add two-step verification' }).click();
  await page.getByRole('menuitem', { name: 'Authenticator application' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await typeCode(page, await appCode(person));
  await expect(page.getByText('Two-step verification is now enabled')).toBeVisible();

  await page.context().clearCookies();
  await page.goto(urlOf('platform', '/dashboard'));
  await submitForm(page, person);
  await expect(page.getByText('Two-step verification')).toBeVisible();
  await typeCode(page, await appCode(person));
  await expect(page).toHaveURL(urlOf('platform', '/dashboard'), { timeout: 15_000 });
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
});

test('who has to replace a compromised password is nowhere signed in before that', async ({
  page,
  person,
}) => {
  await backend().users.setPasswordCompromised(person.userId);
  await page.goto(urlOf('platform', '/dashboard'));
  await submitForm(page, person);
  await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeVisible();
  await page.goto(urlOf('portal', '/'));
  await expect(page.getByRole('heading', { name: 'Your orders and tickets' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeVisible();
  const password = `${person.password}-new`;
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('Confirm password').fill(password);
  await page.getByLabel('Confirm password').press('Enter');
  await expect(page).toHaveURL(urlOf('portal', '/'), { timeout: 15_000 });
  await expect(page.getByRole('heading', { name: 'Your orders and tickets' })).toBeVisible();
});

test('who forgot their password proves the address by mail, and chooses another', async ({
  page,
  person,
}) => {
  await page.goto(urlOf('platform', '/dashboard'));
  await page.getByLabel('Email address').fill(person.email);
  await page.getByLabel('Email address').press('Enter');
  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await page.getByRole('button', { name: 'Reset your password' }).click();
  await typeCode(page, TEST_CODE);
  const password = `${person.password}-new`;
  await page.getByLabel('New password').fill(password);
  await page.getByLabel('Confirm password').fill(password);
  await page.getByLabel('Confirm password').press('Enter');
  await expect(page).toHaveURL(urlOf('platform', '/dashboard'), { timeout: 15_000 });
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();

  await page.context().clearCookies();
  await signIn(page, { ...person, password });
});

test.describe('where Clerk trusts no browser it has not seen', () => {
  test.beforeAll(() => setClientTrust('on'));
  test.afterAll(() => setClientTrust('off'));

  test('a password needs a code by mail besides, and the same browser none later', async ({ page }) => {
    const person = await createPerson({ bypassClientTrust: false });
    await page.goto(urlOf('platform', '/dashboard'));
    await submitForm(page, person);
    await typeCode(page, TEST_CODE);
    await expect(page).toHaveURL(urlOf('platform', '/dashboard'), { timeout: 15_000 });

    await accountMenu(page).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL((url) => url.hostname === new URL(urlOf('account')).hostname);
    await signIn(page, person);
  });
});

/** For the whole stack: other tests' people are excepted, see `createPerson`. */
async function setClientTrust(mode: 'on' | 'off'): Promise<void> {
  const answer = await fetch(`${readStackInfo().apiUrl}/__local/client-trust`, {
    method: 'PUT',
    body: JSON.stringify({ mode }),
  });
  expect(answer.status).toBe(200);
}
