import type { Page } from '@playwright/test';
import { type BareStack, startBareStack } from '@repo/stack/bare-stack';
import { urlOf } from '../fixtures/addresses.ts';
import { signInOn } from '../fixtures/bare-test.ts';
import { accountMenu } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Staging beside production: two Clerk instances whose apps live under one registrable domain, in one browser. Both put
 * `__client_uat` on that domain, and each sees the other's.
 */

// The small app that stands for staging's account has no sign-in page; that people are sent there is what counts.
test.use({ expectedConsoleErrors: [/404 .*\/sign-in\?/] });

let staging: BareStack;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  staging = await startBareStack({
    env: process.env,
    hosts: ['account', 'portal'],
    clerkName: 'clerk-staging',
  });
});
test.afterAll(() => staging.close());

function watchDocuments(page: Page): { url: string; status: number }[] {
  const documents: { url: string; status: number }[] = [];
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
      documents.push({ url: response.url(), status: response.status() });
  });
  return documents;
}

test('neither takes the other’s cookies for its own, and nothing loops', async ({ page, signedIn }) => {
  const stagingPage = `${staging.originOf('portal')}/`;
  await page.goto(urlOf('platform', '/dashboard'));
  await accountMenu(page).waitFor();

  // Signed in to production, a stranger to staging: sent to sign in at once, without a sync for somebody else's session.
  let documents = watchDocuments(page);
  await page.goto(stagingPage);
  expect(documents.map(({ url, status }) => [new URL(url).origin, status])).toEqual([
    [staging.originOf('portal'), 307],
    [staging.originOf('account'), expect.any(Number)],
  ]);

  const stagingUser = await signInOn(staging, page);
  expect(stagingUser).not.toBe(signedIn.userId);
  for (const round of [1, 2, 3]) {
    documents = watchDocuments(page);
    await page.goto(stagingPage);
    await expect(page.locator('#server')).toHaveText(stagingUser);
    await expect(page.locator('#browser')).toHaveText(stagingUser);
    expect(documents.map(({ status }) => status)).toEqual(round === 1 ? [200, 200] : [200]);
    documents = watchDocuments(page);
    await page.goto(urlOf('platform', '/dashboard'));
    await accountMenu(page).click();
    await expect(page.getByText(signedIn.email)).toBeVisible();
    expect(documents.map(({ status }) => status)).toEqual([200]);
  }
});
