import type { Page } from '@playwright/test';
import { accountMenu } from '../fixtures/account-corner.ts';
import { urlOf } from '../fixtures/addresses.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { impersonate, signIn } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser } from '../fixtures/users.ts';

/**
 * On a busy machine clerk-js may finish loading before React has hydrated the whole page. Its state then differs from what
 * the server rendered; a component that shows that state at once makes React discard the page and log error 418, which
 * fails every test.
 */

// These tests slow the browser down.
test.slow();

/** Delays each step of React by 50 ms until Clerk has loaded. */
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

test('pages of anonymous visitors', async ({ page }) => {
  await delayHydration(page);
  for (const path of IS_FULL_RUN ? ['/sign-in', '/sign-up'] : ['/sign-in']) {
    await page.goto(urlOf('account', path));
    await expect(page.getByLabel('Email address')).toBeVisible();
  }
  const more = IS_FULL_RUN ? [urlOf('account'), urlOf('docs'), urlOf('academy')] : [];
  await openEach(page, [...more, urlOf('academy', '/plans')]);
});

const ALL_PAGES = [
  ['account', ['/', '/profile', '/organizations', '/api-keys']],
  ['platform', ['/orgs/acme', '/orgs/acme/settings', '/new-organization', '/personal']],
  ['portal', ['/contract']],
  ['academy', ['/']],
  ['handbook', ['/no-access']],
] as const;

/** A page with the switcher of organizations, whose state differs most from what the server rendered. */
const RISKIEST_PAGES = [['platform', ['/orgs/acme']]] as const;

for (const [app, paths] of IS_FULL_RUN ? ALL_PAGES : RISKIEST_PAGES) {
  test(`pages of a member of an organization, on ${app}`, async ({ page }) => {
    await signIn(page, await createUser({ organization: 'acme' }), { organization: 'acme' });
    await delayHydration(page);
    await openEach(
      page,
      paths.map((path) => urlOf(app, path)),
    );
  });
}

test('pages of a user who is impersonated', async ({ page, user }) => {
  await impersonate(page, user);
  await delayHydration(page);
  await openEach(page, [...(IS_FULL_RUN ? [urlOf('account')] : []), urlOf('platform', '/dashboard')]);
});
