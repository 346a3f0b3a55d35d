import type { Page } from '@playwright/test';
import { urlOf } from '../fixtures/addresses.ts';
import { chooseOrganization } from '../fixtures/choose-organization.ts';
import { createPerson } from '../fixtures/people.ts';
import { accountMenu, impersonate, signInByTicket } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * On a busy machine Clerk has loaded before React has taken over all of the page. What Clerk knows by then is not what the
 * server rendered; a component that shows it at once makes React throw the page away and say so (error 418), which the
 * fixture of every test refuses.
 */

// A slow browser is what they are about.
test.slow();

/** React goes on in steps of 50 ms until Clerk has loaded. */
async function delayHydration(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const post = MessagePort.prototype.postMessage;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...message: [unknown]) {
      const { Clerk } = window as { Clerk?: { loaded?: boolean } };
      if (Clerk?.loaded) post.apply(this, message);
      else setTimeout(() => post.apply(this, message), 50);
    };
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

async function openEach(page: Page, urls: readonly string[]): Promise<void> {
  for (const url of urls) {
    await test.step(url, async () => {
      await page.goto(url);
      await expect(page.locator('main')).toBeVisible();
      await page.waitForFunction(() => (window as { Clerk?: { loaded?: boolean } }).Clerk?.loaded);
      await expect(page.getByTestId('account-corner').getByRole('link').or(accountMenu(page))).toBeVisible();
    });
  }
}

test('pages of strangers', async ({ page }) => {
  await delayHydration(page);
  for (const path of ['/sign-in', '/sign-up']) {
    await page.goto(urlOf('account', path));
    await expect(page.getByLabel('Email address')).toBeVisible();
  }
  await openEach(page, [urlOf('account'), urlOf('docs'), urlOf('academy'), urlOf('academy', '/plans')]);
});

for (const [app, paths] of [
  ['account', ['/', '/profile', '/organizations', '/api-keys']],
  ['platform', ['/orgs/acme', '/orgs/acme/settings', '/new-organization', '/personal']],
  ['portal', ['/contract']],
  ['academy', ['/']],
  ['handbook', ['/no-access']],
] as const) {
  test(`pages of somebody in an organization, on ${app}`, async ({ page }) => {
    await signInByTicket(page, await createPerson({ organization: 'acme' }));
    await chooseOrganization(page, 'Acme');
    await delayHydration(page);
    await openEach(
      page,
      paths.map((path) => urlOf(app, path)),
    );
  });
}

test('pages of somebody who is impersonated', async ({ page, person }) => {
  await impersonate(page, person);
  await delayHydration(page);
  await openEach(page, [urlOf('account'), urlOf('platform', '/dashboard')]);
});
