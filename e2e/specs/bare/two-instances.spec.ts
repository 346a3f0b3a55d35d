import { accountMenu } from '../../fixtures/account-corner.ts';
import { urlOf } from '../../fixtures/addresses.ts';
import { expect, signInOn, test } from '../../fixtures/bare-test.ts';
import { statusesOf, watchDocuments } from '../../fixtures/documents.ts';

/**
 * Staging beside production: two Clerk instances whose apps are under one registrable domain, in one browser. Both set
 * `__client_uat` on that domain, and each receives the other's.
 *
 * Topology: the six apps on one Clerk; on a second one, `e2e/bare-app` as account and portal of staging. One browser.
 */

// The small app that stands for staging's account has no sign-in page. The test is about the redirect to it.
test.use({ expectedConsoleErrors: [/404 .*\/sign-in\?/] });

test('neither takes the other’s cookies for its own, and nothing loops', async ({
  signedInPage: page,
  user,
  bareStack: staging,
}) => {
  const stagingPage = `${staging.originOf('portal')}/`;
  await page.goto(urlOf('platform', '/dashboard'));
  await accountMenu(page).waitFor();

  // Signed in to production, anonymous to staging: redirected to sign in at once, without a sync for the other session.
  let documents = watchDocuments(page);
  await page.goto(stagingPage);
  expect(documents.map(({ url, status }) => [new URL(url).origin, status])).toEqual([
    [staging.originOf('portal'), 307],
    [staging.originOf('account'), expect.any(Number)],
  ]);

  const stagingUser = await signInOn(staging, page);
  expect(stagingUser).not.toBe(user.userId);
  for (const round of [1, 2, 3]) {
    documents = watchDocuments(page);
    await page.goto(stagingPage);
    await expect(page.locator('#server')).toHaveText(stagingUser);
    await expect(page.locator('#browser')).toHaveText(stagingUser);
    expect(statusesOf(documents)).toEqual(round === 1 ? [200, 200] : [200]);
    documents = watchDocuments(page);
    await page.goto(urlOf('platform', '/dashboard'));
    await accountMenu(page).click();
    await expect(page.getByText(user.email)).toBeVisible();
    expect(statusesOf(documents)).toEqual([200]);
  }
});
