import type { AppName } from '@repo/auth/config';
import { APPS, clerkUrl, originOf, urlOf } from '../fixtures/addresses.ts';
import { createPerson, TEST_CODE } from '../fixtures/people.ts';
import { cookieHeader, NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { sessionClaims } from '../fixtures/session-claims.ts';
import { accountMenu, signIn, submitForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Six apps on sibling subdomains, one Clerk at clerk.<root>. A person signs in on account and walks to the others.
 * `__client_uat` on the root domain is all the apps share; each gets its own `__session` from its own origin.
 */

const SIBLINGS: readonly { app: AppName; path: string; heading: string }[] = [
  { app: 'platform', path: '/dashboard', heading: 'Dashboard' },
  { app: 'portal', path: '/', heading: 'Your orders and tickets' },
  { app: 'docs', path: '/', heading: 'One session, six apps' },
  { app: 'academy', path: '/members/signing-out-everywhere', heading: 'Signing out everywhere' },
  { app: 'handbook', path: '/', heading: 'How we work' },
];

test('signed in once on account, the same person on the five others: no prompt, no redirect', async ({
  page,
  context,
}) => {
  const person = await createPerson({ organization: 'acme' });
  await signIn(page, person);
  const redirects: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 300 && response.status() < 400) redirects.push(response.url());
  });
  for (const { app, path, heading } of SIBLINGS) {
    await page.goto(urlOf(app, path));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    await accountMenu(page).click();
    await expect(page.getByText(person.email)).toBeVisible();
    expect(page.url()).toBe(urlOf(app, path));
  }
  expect(redirects.filter((url) => !url.includes('/npm/'))).toEqual([]);

  const me = await rawRequest('platform', {
    path: '/api/me',
    headers: { cookie: await cookieHeader(context, 'platform') },
  });
  expect(JSON.parse(me.body)).toMatchObject({ userId: person.userId, organization: { slug: 'acme' } });
});

test('every app holds a token that names that very app', async ({ page, context, signedIn }) => {
  for (const app of APPS) {
    await page.goto(urlOf(app));
    await accountMenu(page).waitFor();
    // A Clerk that hands out a sibling's token is asked again once the page shows.
    await expect
      .poll(() => sessionClaims(context, originOf(app)))
      .toMatchObject({ azp: originOf(app), sub: signedIn.userId });
  }
});

test('a stranger with a deep link is back at exactly that URL after signing in', async ({ page, person }) => {
  const deepLink = urlOf('platform', '/dashboard?tab=2#usage');
  await page.goto(deepLink);
  await expect(page).toHaveURL(
    (url) => url.pathname === '/sign-in' && url.origin === new URL(urlOf('account')).origin,
  );
  await submitForm(page, person);
  await page.waitForURL(deepLink);
  await expect(page.getByRole('heading', { name: 'Usage' })).toBeVisible();
  expect(page.url()).toBe(deepLink);
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

test('signs up with a real address and the code from its mail', async ({ page, context }) => {
  const unique = crypto.randomUUID();
  const email = `mail-${unique}@acme.test`;
  await page.goto(
    urlOf('account', `/sign-up?redirect_url=${encodeURIComponent(urlOf('portal', '/tickets/new'))}`),
  );
  await submitForm(page, { email, password: `passphrase-${unique}` });
  await page.getByLabel('Enter verification code').waitFor();
  const inbox = await context.newPage();
  await inbox.goto(clerkUrl('/inbox'));
  const message = inbox.getByRole('listitem').filter({ hasText: email });
  const code = /\b\d{6}\b/.exec((await message.textContent()) ?? '')?.[0] ?? '';
  expect(code).not.toBe(TEST_CODE);
  await page.getByLabel('Enter verification code').pressSequentially(code);
  await page.waitForURL(urlOf('portal', '/tickets/new'));
});

for (const app of APPS) {
  test(`signing out on ${app} signs out all six`, async ({ page, context }) => {
    const person = await createPerson({ organization: 'acme' });
    await signIn(page, person);
    for (const each of APPS) {
      await page.goto(urlOf(each));
      await accountMenu(page).waitFor();
    }
    await page.goto(urlOf(app));
    await accountMenu(page).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(urlOf('account', '/'));
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();

    for (const { app: other, path } of SIBLINGS) {
      const cookie = await cookieHeader(context, other, path);
      const answer = await rawRequest(other, { path, headers: { ...NAVIGATION, cookie } });
      if (other === 'docs') {
        await page.goto(urlOf('docs'));
        await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
      } else {
        expect([other, answer.status, new URL(answer.headers.location ?? 'none:').pathname]).toEqual([
          other,
          307,
          '/sign-in',
        ]);
      }
    }
  });
}

test('two people in two browsers never mix', async ({ browser, page, person: one }) => {
  const two = await createPerson();
  const other = await (await browser.newContext()).newPage();
  await Promise.all([signIn(page, one), signIn(other, two)]);
  for (const app of ['platform', 'portal', 'docs', 'account'] as const) {
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

test('signing out everywhere ends the sessions of other devices, too', async ({ browser, page, person }) => {
  const device = await (await browser.newContext()).newPage();
  await signIn(device, person);
  await device.goto(urlOf('platform', '/dashboard'));
  await signIn(page, person);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  // Its token is still good; its clerk-js hears of the end as it loads.
  await device.goto(urlOf('platform', '/dashboard'));
  await device.waitForURL((url) => url.pathname === '/sign-in');
  await expect(device.getByLabel('Email address')).toBeVisible();
  await device.context().close();
});
