import type { Page } from '@playwright/test';
import type { AppName } from '@repo/auth/config';
import { originOf, urlOf } from '../fixtures/addresses.ts';
import { sessionClaims } from '../fixtures/session-claims.ts';
import { accountMenu } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Three apps, two tabs each, one person. Playwright switches the back-forward cache off; here it is on, as it is for people.
 */

test.use({
  launchOptions: [
    async ({ launchOptions }, use) =>
      use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] }),
    { scope: 'worker' },
  ],
});

const APPS: readonly { app: AppName; first: string; second: string; heading: string }[] = [
  { app: 'platform', first: '/dashboard', second: '/dashboard?tab=2', heading: 'Dashboard' },
  { app: 'portal', first: '/', second: '/tickets/new', heading: 'Your orders and tickets' },
  {
    app: 'academy',
    first: '/members/signing-out-everywhere',
    second: '/',
    heading: 'Signing out everywhere',
  },
];

/** Whether the tab's page came out of the back-forward cache, and what documents it loaded. */
async function watch(tab: Page): Promise<{ documents: number[]; restored: () => Promise<boolean> }> {
  const documents: number[] = [];
  tab.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === tab.mainFrame())
      documents.push(response.status());
  });
  await tab.addInitScript(() => {
    window.addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.restored = String(persisted);
    });
  });
  return {
    documents,
    restored: () => tab.evaluate(() => document.documentElement.dataset.restored === 'true'),
  };
}

test('walking to and fro in six tabs: one person, no redirect, each app its own token', async ({
  context,
  signedIn,
}) => {
  test.setTimeout(150_000);
  for (const { app, first, second, heading } of APPS) {
    for (const start of [first, second]) {
      const tab = await context.newPage();
      const { documents } = await watch(tab);
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
      expect(documents.filter((status) => status !== 200)).toEqual([]);
    }
  }
  for (const { app } of APPS) {
    const claims = await sessionClaims(context, originOf(app));
    expect(claims).toMatchObject({ azp: originOf(app), sub: signedIn.userId });
  }
});

test('after signing out elsewhere, “back” shows no page of the person', async ({
  page,
  context,
  signedIn,
}) => {
  expect(signedIn.userId).toBeTruthy();
  const tab = await context.newPage();
  await watch(tab);
  await tab.goto(urlOf('platform', '/dashboard'));
  await accountMenu(tab).waitFor();
  // Leaves the app, so that nothing of it is there to hear of the sign-out.
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

test('a public page that comes back out of the cache knows that the person is gone', async ({
  page,
  context,
  signedIn,
}) => {
  expect(signedIn.userId).toBeTruthy();
  const tab = await context.newPage();
  const { restored } = await watch(tab);
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
  test.info().annotations.push({ type: 'back-forward cache', description: String(await restored()) });
});
