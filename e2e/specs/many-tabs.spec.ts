import type { Page } from '@playwright/test';
import type { AppName } from '@repo/sso';
import { accountMenu } from '../fixtures/account-corner.ts';
import { originOf, urlOf } from '../fixtures/addresses.ts';
import { watchDocuments } from '../fixtures/documents.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { sessionClaims } from '../fixtures/session-claims.ts';
import { openAccount } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Several tabs, one user. Playwright switches the back-forward cache off; here it is on, as in a user's browser.
 *
 * Topology: one Clerk; one browser with a tab each of platform and academy, in a full run two each of platform, portal and academy.
 */

test.use({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    { scope: 'worker' },
  ],
});

const ALL_APPS: readonly { app: AppName; first: string; second: string; heading: string }[] = [
  { app: 'platform', first: '/dashboard', second: '/dashboard?tab=2', heading: 'Dashboard' },
  { app: 'portal', first: '/', second: '/tickets/new', heading: 'Your orders and tickets' },
  {
    app: 'academy',
    first: '/members/signing-out-everywhere',
    second: '/',
    heading: 'Signing out everywhere',
  },
];

const APPS = IS_FULL_RUN ? ALL_APPS : ALL_APPS.filter(({ app }) => app !== 'portal');

/** Notes in each page of a tab whether it came out of the back-forward cache. */
async function watchRestores(tab: Page): Promise<void> {
  await tab.addInitScript(() => {
    window.addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.restored = String(persisted);
    });
  });
}

function isRestored(tab: Page): Promise<boolean> {
  return tab.evaluate(() => document.documentElement.dataset.restored === 'true');
}

test('going back and forward in several tabs: one user, no redirect, each app its own token', async ({
  signedInPage,
  context,
  user,
}) => {
  test.slow();
  for (const { app, first, second, heading } of APPS) {
    for (const start of IS_FULL_RUN ? [first, second] : [first]) {
      const tab = await signedInPage.context().newPage();
      const documents = watchDocuments(tab);
      await tab.goto(urlOf(app, start));
      await accountMenu(tab).waitFor();
      // A page that still syncs would load itself again, in the way of the next step.
      await tab.goto(urlOf(app, start === first ? second : first));
      await accountMenu(tab).waitFor();
      await tab.goBack();
      await accountMenu(tab).waitFor();
      await tab.goForward();
      await accountMenu(tab).waitFor();
      await tab.goto(urlOf(app, first));
      await expect(tab.getByRole('heading', { name: heading, exact: true })).toBeVisible();
      await accountMenu(tab).waitFor();
      expect(documents.filter(({ status }) => status !== 200)).toEqual([]);
    }
  }
  for (const { app } of APPS) {
    const claims = await sessionClaims(context, originOf(app));
    expect(claims).toMatchObject({ azp: originOf(app), sub: user.userId });
  }
});

test('after signing out in another tab, “back” shows no page of the user', async ({
  signedInPage: page,
  context,
}) => {
  await openAccount(page);
  const tab = await context.newPage();
  await tab.goto(urlOf('platform', '/dashboard'));
  await accountMenu(tab).waitFor();
  // Leaves the app, so that none of its scripts runs during the sign-out.
  await tab.goto(urlOf('docs', '/how-it-works'));
  await accountMenu(tab).waitFor();
  await page.bringToFront();
  await accountMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(urlOf('account', '/'));
  await tab.bringToFront();
  await tab.goBack({ waitUntil: 'commit' });
  await tab.waitForURL((url) => url.pathname === '/sign-in');
  await expect(tab.getByLabel('Email address')).toBeVisible();
});

test('a public page restored from the cache shows that the user has signed out', async ({
  signedInPage: page,
  context,
}) => {
  await openAccount(page);
  const tab = await context.newPage();
  await watchRestores(tab);
  await tab.goto(urlOf('docs', '/how-it-works'));
  await accountMenu(tab).waitFor();
  await tab.goto('about:blank');
  await page.bringToFront();
  await accountMenu(page).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(urlOf('account', '/'));
  await tab.bringToFront();
  await tab.goBack({ waitUntil: 'commit' });
  await expect(accountMenu(tab)).toHaveCount(0);
  await expect(tab.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  test.info().annotations.push({ type: 'back-forward cache', description: String(await isRestored(tab)) });
});
