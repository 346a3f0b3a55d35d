import type { Page } from '@playwright/test';
import { accountMenu } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { readStackInfo } from '../fixtures/servers/stack.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Session Lab of platform: it shows what the browser holds, and how a session that a user breaks there comes back.
 *
 * Topology: the local Clerk, whose clock and faults the page moves; account, where users sign in; platform.
 */

const MOVES_CLERK =
  'It moves the clock of the Clerk, or takes it down, for the tests of other workers as well.';

const wayHere = (page: Page) => page.getByRole('list', { name: 'The way to this page' });

test('a visit shows the token, the cookies by scope and the way here', async ({ signedInPage: page }) => {
  await page.goto(urlOf('platform', '/lab'));
  const claims = page.getByRole('table', { name: 'Claims of the session token' });
  await expect(claims.getByRole('row', { name: /^azp/ })).toContainText(new URL(urlOf('platform')).origin);
  const cookies = page.getByRole('table', { name: /Cookies by scope/ });
  await expect(cookies.getByRole('row', { name: /^__session / })).toContainText('this host alone');
  await expect(cookies.getByRole('row', { name: /^__client_uat / })).toContainText(
    'every app of this domain',
  );
  await expect(wayHere(page).getByRole('listitem').first()).toContainText(
    /A navigation|A request of this page/,
  );
});

for (const label of ['Drop the cookie', 'Let the token expire', 'Strip azp', 'Plant a cookie']) {
  test(`“${label}”: the session comes back on the same page, by session sync`, async ({
    signedInPage: page,
  }, { config }) => {
    test.skip(label === 'Let the token expire' && config.workers > 1, MOVES_CLERK);
    await page.goto(urlOf('platform', '/lab'));
    // While clerk-js starts it may still write a token of its own over the broken one.
    await accountMenu(page).waitFor();
    await page.getByRole('button', { name: label }).click();
    await expect(wayHere(page)).toContainText(`after “${label}”`);
    await expect(wayHere(page)).toContainText('Session sync, in place of the page');
    await expect(page).toHaveURL(/\/lab\?broke=/);
    const claims = page.getByRole('table', { name: 'Claims of the session token' });
    await expect(claims.getByRole('row', { name: /^azp/ })).toContainText(new URL(urlOf('platform')).origin);
  });
}

test.describe('without Clerk', () => {
  test.use({ expectedConsoleErrors: [/ERR_FAILED|Clerk|clerk|ChunkLoadError/] });

  test('“Take Clerk down”: the page is shown all the same, with the token that is there', async ({
    signedInPage: page,
  }, { config }) => {
    test.skip(config.workers > 1, MOVES_CLERK);
    await page.goto(urlOf('platform', '/lab'));
    await page.getByRole('button', { name: 'Take Clerk down' }).click();
    await expect(wayHere(page)).toContainText('after “Take Clerk down”');
    await expect(page.getByRole('heading', { name: 'Session Lab' })).toBeVisible();
    // Other tests of this worker need Clerk again.
    await expect
      .poll(async () => (await fetch(`${readStackInfo().apiUrl}/v1/health`).catch(() => null))?.status, {
        timeout: 60_000,
      })
      .toBe(200);
  });
});

test('it fits a phone', async ({ signedInPage: page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(urlOf('platform', '/lab'));
  await expect(wayHere(page).getByRole('listitem').first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});
