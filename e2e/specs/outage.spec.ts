import type { BrowserContext } from '@playwright/test';
import { accountMenu } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { expect, test } from '../fixtures/test.ts';
import { TIME_SCALE } from '../fixtures/time-scale.ts';

/** Clerk cannot be reached from the browser. What the servers do then is in `http/outage.spec.ts`. */

/** clerk-js tries again several times before the SDK reports that it failed. */
const GIVES_UP_WITHIN = { timeout: 40_000 * TIME_SCALE };
const BANNER = 'The sign-in service cannot be reached at the moment.';

test.use({ expectedConsoleErrors: [/ERR_FAILED|Clerk|clerk/] });

for (const [name, isCut] of [
  ['Clerk does not answer at all', () => true],
  [
    'Clerk answers no call, but its scripts are still in the cache',
    (path: string) => path.startsWith('/v1/'),
  ],
] as const) {
  test(`${name}: the page stays, and a banner says why`, async ({ signedInPage: page, context }) => {
    await page.goto(urlOf('platform', '/dashboard'));
    await accountMenu(page).waitFor();
    await cutClerkOff(context, isCut);
    await page.goto(urlOf('platform', '/dashboard'));
    // Beside it, because clerk-js tries for a long time.
    const account = await context.newPage();
    await account.goto(urlOf('account', '/'));
    for (const tab of [page, account]) await expect(tab.getByText(BANNER)).toBeVisible(GIVES_UP_WITHIN);
    await expect(page.getByRole('rowheader', { name: 'Front desk, winter season' })).toBeVisible();
  });
}

test('the sign-in page says what is wrong', async ({ page, context }) => {
  await cutClerkOff(context);
  await page.goto(urlOf('account', '/sign-in'));
  await expect(page.getByText(BANNER)).toBeVisible(GIVES_UP_WITHIN);
  await expect(page.getByText('Signing in is not possible right now')).toBeVisible();
});

/** @param isCut By path, default every path. */
async function cutClerkOff(
  context: BrowserContext,
  isCut: (path: string) => boolean = () => true,
): Promise<void> {
  await context.route(
    (url) => url.hostname.startsWith('clerk.') && isCut(url.pathname),
    (route) => route.abort(),
  );
}
