import type { AppName } from '@repo/sso';
import { accountMenu, signInLink } from '../fixtures/account-corner.ts';
import { APPS, urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/backend-api.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { cookieHeader, NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { SIBLINGS } from '../fixtures/sibling-pages.ts';
import { signIn, signInByForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser } from '../fixtures/users.ts';

/**
 * Signing out on one app signs out on all six, and signing out everywhere also in other browsers.
 *
 * Topology: one Clerk, six apps. One browser with a page of each app; a second browser for signing out everywhere.
 */

/**
 * Our menu, without Clerk's interface. Clerk's own menu signs out on account in `propagation.spec.ts`, and on platform in
 * `sign-in-steps.spec.ts`.
 */
const LIGHT_MENU: readonly AppName[] = ['docs'];

for (const app of IS_FULL_RUN ? APPS : LIGHT_MENU) {
  test(`signing out on ${app} signs out all six`, async ({ page, context }) => {
    test.slow();
    await signIn(page, await createUser({ organization: 'acme' }));
    for (const each of APPS) {
      await page.goto(urlOf(each));
      await accountMenu(page).waitFor();
    }
    await page.goto(urlOf(app));
    await accountMenu(page).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(urlOf('account', '/'));
    await expect(signInLink(page)).toBeVisible();

    for (const { app: other, path } of SIBLINGS) {
      if (other === 'docs') {
        await page.goto(urlOf('docs'));
        await expect(signInLink(page)).toBeVisible();
        continue;
      }
      const cookie = await cookieHeader(context, other, path);
      const answer = await rawRequest(other, { path, headers: { ...NAVIGATION, cookie } });
      const location = new URL(answer.headers.location ?? 'none:').pathname;
      expect([other, answer.status, location]).toEqual([other, 307, '/sign-in']);
    }
  });
}

test('signing out everywhere ends the sessions of other browsers, too', async ({ browser, page, user }) => {
  const device = await (await browser.newContext()).newPage();
  await signInByForm(device, user);
  await device.goto(urlOf('platform', '/dashboard'));
  await accountMenu(device).waitFor();
  await signInByForm(page, user);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(signInLink(page)).toBeVisible();
  // Its token is still valid; clerk-js finds out that the session has ended when it loads.
  await device.goto(urlOf('platform', '/dashboard'));
  await device.waitForURL((url) => url.pathname === '/sign-in');
  await expect(device.getByLabel('Email address')).toBeVisible();
  await device.context().close();
});

test('a user who has just been deleted reads on the front page of account that they are signed out', async ({
  page,
}) => {
  const user = await createUser();
  await signIn(page, user);
  await backend().users.deleteUser(user.userId);
  // The token is still valid: the server renders the page for the user, and clerk-js finds out that there is none.
  await page.goto(urlOf('account', '/'));
  await expect(page.getByRole('alert').filter({ hasText: 'You are signed out' })).toBeVisible();
  await expect(signInLink(page)).toBeVisible();
});
