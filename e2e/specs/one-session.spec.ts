import type { BrowserContext } from '@playwright/test';
import type { AppName } from '@repo/sso';
import { accountMenu } from '../fixtures/account-corner.ts';
import { clerkUrl, originOf, urlOf } from '../fixtures/addresses.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { cookieHeader, rawRequest } from '../fixtures/raw-request.ts';
import { sessionClaims } from '../fixtures/session-claims.ts';
import { SIBLINGS } from '../fixtures/sibling-pages.ts';
import { signInByForm, submitForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser, TEST_CODE, type TestUser } from '../fixtures/users.ts';

/**
 * Six apps on sibling subdomains, one Clerk at clerk.<root>. A user signs in on account and opens the others.
 * The apps share only `__client_uat` on the root domain; each gets its own `__session` from its own origin.
 *
 * Topology: one Clerk; account with the sign-in page; platform, portal, docs, academy and handbook. One browser, two where two
 * users sign in.
 */

/** Where Clerk hands out a sibling's token, the page mints one of its own after it has loaded. */
async function expectOwnToken(context: BrowserContext, app: AppName, { userId }: TestUser): Promise<void> {
  await expect
    .poll(() => sessionClaims(context, originOf(app)))
    .toMatchObject({ azp: originOf(app), sub: userId });
}

test('signed in once on account, the same user on the five others: no prompt, no redirect, each app its own token', {
  tag: '@each-kind',
}, async ({ page, context }) => {
  const user = await createUser({ organization: 'acme' });
  await signInByForm(page, user);
  // Not only of documents: no call of a page may be redirected either. The scripts of Clerk are.
  const redirects: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 300 && response.status() < 400) redirects.push(response.url());
  });
  for (const { app, path, heading } of SIBLINGS) {
    await page.goto(urlOf(app, path));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await accountMenu(page).click();
    await expect(page.getByText(user.email)).toBeVisible();
    expect(page.url()).toBe(urlOf(app, path));
    await expectOwnToken(context, app, user);
  }
  await expectOwnToken(context, 'account', user);
  expect(redirects.filter((url) => !url.includes('/npm/'))).toEqual([]);

  const me = await rawRequest('platform', {
    path: '/api/me',
    headers: { cookie: await cookieHeader(context, 'platform') },
  });
  expect(JSON.parse(me.body)).toMatchObject({ userId: user.userId, organization: { slug: 'acme' } });
});

test('signs up with a test address and its well-known code', async ({ page }) => {
  const unique = crypto.randomUUID();
  await page.goto(urlOf('account', '/sign-up'));
  await submitForm(page, {
    email: `new-${unique}+clerk_test@acme.test`,
    password: `passphrase-${unique}`,
  });
  await page.getByLabel('Enter verification code').pressSequentially(TEST_CODE);
  await page.waitForURL(urlOf('account', '/'));
  await accountMenu(page).click();
  await expect(
    page.getByRole('dialog', { name: 'Account panel' }).getByText(`new-${unique}+clerk_test@acme.test`),
  ).toBeVisible();
});

/** The code in the newest mail to an address; the form may be shown before the mail is sent. */
async function codeInMail(context: BrowserContext, email: string): Promise<string> {
  const inbox = await context.newPage();
  await inbox.goto(clerkUrl('/inbox'));
  const message = inbox.getByRole('listitem').filter({ hasText: email });
  await expect
    .poll(async () => {
      await inbox.reload();
      return message.count();
    })
    .toBe(1);
  return /\b\d{6}\b/.exec((await message.textContent()) ?? '')?.[0] ?? '';
}

test('signs up with a real address and the code from its mail', async ({ page, context }) => {
  const unique = crypto.randomUUID();
  const email = `mail-${unique}@acme.test`;
  await page.goto(
    urlOf('account', `/sign-up?redirect_url=${encodeURIComponent(urlOf('portal', '/tickets/new'))}`),
  );
  await submitForm(page, { email, password: `passphrase-${unique}` });
  await page.getByLabel('Enter verification code').waitFor();
  const code = await codeInMail(context, email);
  expect(code).not.toBe(TEST_CODE);
  await page.getByLabel('Enter verification code').pressSequentially(code);
  await page.waitForURL(urlOf('portal', '/tickets/new'));
});

/** The first two: one renders the user on the server, one in the browser only. */
const APPS_TO_MIX = ['platform', 'docs', 'portal', 'account'] as const;

test('two users in two browsers are never mixed up', async ({ browser, page, user: one }) => {
  const two = await createUser();
  const other = await (await browser.newContext()).newPage();
  await Promise.all([signInByForm(page, one), signInByForm(other, two)]);
  for (const app of IS_FULL_RUN ? APPS_TO_MIX : APPS_TO_MIX.slice(0, 2)) {
    await Promise.all([page.goto(urlOf(app)), other.goto(urlOf(app))]);
    for (const [tab, mine, theirs] of [
      [page, one, two],
      [other, two, one],
    ] as const) {
      await accountMenu(tab).click();
      await expect(tab.getByText(mine.email)).toBeVisible();
      expect(await tab.content()).not.toContain(theirs.email);
    }
  }
  await page.goto(urlOf('platform', '/api/me'));
  expect(await page.locator('body').textContent()).toContain(one.userId);
  await other.context().close();
});
