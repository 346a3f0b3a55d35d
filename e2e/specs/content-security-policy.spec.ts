import type { Page } from '@playwright/test';
import type { AppName } from '@repo/sso';
import { accountMenu } from '../fixtures/account-corner.ts';
import { APPS, evilOrigin, originOf, urlOf } from '../fixtures/addresses.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { signIn, signInByForm } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';
import { createUser } from '../fixtures/users.ts';

/**
 * Two policies. The header, on every answer, lists where resources may come from. The policy in the document, on pages
 * rendered for a request, allows only scripts with the nonce of that page. Chromium logs what a policy stops as an error,
 * which fails a test unless the test declares it.
 */

/** Pages rendered for a request, from each app that has any. The first two have the most scripts: Clerk's, and our own. */
const DYNAMIC: readonly (readonly [AppName, string])[] = [
  ['account', '/profile'],
  ['platform', '/dashboard'],
  ['account', '/'],
  ['account', '/organizations'],
  ['portal', '/tickets/new'],
  ['academy', '/members/signing-out-everywhere'],
  ['handbook', '/'],
];
const TRIED = IS_FULL_RUN ? DYNAMIC : DYNAMIC.slice(0, 2);

/** One with a page rendered at build time and our menu, one with a page rendered for a request and Clerk's menu. */
const KINDS_OF_APP: readonly AppName[] = IS_FULL_RUN ? APPS : ['docs', 'platform'];

/** What Chromium logs for a policy, and for a document without a network address, which is what `injectHtml` serves. */
const STOPPED = [/Content Security Policy|ERR_BLOCKED_BY_CSP|loopback|ERR_FAILED|Failed to load Clerk/];

/** Adds HTML to the end of each document of an app, as an injection would. */
async function injectHtml(page: Page, app: AppName, html: string): Promise<void> {
  await page.route(
    (url) => url.origin === originOf(app),
    async (route) => {
      const request = route.request();
      if (request.resourceType() !== 'document') return route.fallback();
      const { pathname, search, host } = new URL(request.url());
      const headers = { ...(await request.allHeaders()), ...NAVIGATION, host, 'accept-encoding': 'identity' };
      const answer = await rawRequest(app, { path: pathname + search, headers });
      return route.fulfill({
        status: answer.status,
        headers: {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy': String(answer.headers['content-security-policy'] ?? ''),
        },
        body: answer.body.replace('</body>', `${html}</body>`),
      });
    },
  );
}

const INJECTED = `<script>window.injected = 'inline'</script>
<img src="data:," onerror="window.injected = 'handler'">
<a id="bait" href="javascript:window.injected = 'link'">link</a>`;

function injectedOf(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, 'injected'));
}

async function documentNonce(page: Page): Promise<string | undefined> {
  const policies = page.locator('meta[http-equiv="Content-Security-Policy"]');
  if ((await policies.count()) === 0) return undefined;
  expect(await policies.count()).toBe(1);
  const policy = (await policies.getAttribute('content')) ?? '';
  expect(policy).toMatch(/^script-src 'nonce-[\w+/]{22}==' 'strict-dynamic'$/);
  return /'nonce-([^']+)'/.exec(policy)?.[1];
}

test.describe('the policies stop nothing of ours or of Clerk', () => {
  test('signing in by the form, the profile and its dialogs, the organizations', async ({ page }) => {
    const user = await createUser({ organization: 'acme' });
    await signInByForm(page, user);
    await page.goto(urlOf('account', '/profile'));
    await page.getByRole('button', { name: 'Update profile' }).click();
    await expect(page.getByRole('textbox', { name: 'First name' })).toBeVisible();
    await page.goto(urlOf('account', '/organizations'));
    await page.getByRole('button', { name: 'Create organization' }).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
  });

  test('the account menu of a signed-in user', async ({ page }) => {
    const user = await createUser({ organization: 'acme' });
    await signIn(page, user);
    for (const app of KINDS_OF_APP) {
      await page.goto(urlOf(app));
      await accountMenu(page).click();
      await expect(page.getByText(user.email)).toBeVisible();
    }
  });

  test('the organization switcher and its form', async ({ signedInPage: page }) => {
    await page.goto(urlOf('handbook', '/'));
    await page.waitForURL(urlOf('handbook', '/no-access'));
    await page.getByRole('button', { name: /organization switcher/i }).click();
    await page.getByRole('button', { name: 'Create organization' }).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
  });

  test.describe('on pages that do not exist', () => {
    test.use({ expectedConsoleErrors: [/status of 404 .*nothing-here/] });
    for (const app of KINDS_OF_APP) {
      test(`of ${app}`, async ({ page }) => {
        const user = await createUser({ organization: 'acme' });
        await signIn(page, user);
        await page.goto(urlOf(app, '/nothing-here'));
        await accountMenu(page).click();
        await expect(page.getByText(user.email)).toBeVisible();
      });
    }
  });
});

test.describe('a page rendered for a request', () => {
  test.use({ expectedConsoleErrors: STOPPED });

  for (const [app, path] of TRIED) {
    test(`${app} ${path}: every script has its nonce, and an injected one does not run`, async ({ page }) => {
      const user = await createUser({ organization: 'acme' });
      await signIn(page, user);
      await page.goto(urlOf(app, path));
      await accountMenu(page).waitFor();
      // Session sync may have answered the first visit.
      const html = (await (await page.goto(urlOf(app, path)))?.text()) ?? '';
      const first = await documentNonce(page);
      const scripts = html.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(5);
      expect(scripts.filter((script) => !script.includes(`nonce="${first}"`))).toEqual([]);
      await accountMenu(page).waitFor();

      await injectHtml(page, app, INJECTED);
      await page.reload({ waitUntil: 'domcontentloaded' });
      await page.locator('#bait').click();
      expect(await injectedOf(page)).toBeUndefined();
      expect(await documentNonce(page)).not.toBe(first);
    });
  }
});

test.describe('a page rendered at build time', () => {
  test.describe('stops what comes from elsewhere, and nothing else', () => {
    test.use({ expectedConsoleErrors: STOPPED });

    test('injected code runs there: only the pages with a nonce are protected from it', async ({ page }) => {
      await injectHtml(page, 'docs', INJECTED);
      await page.goto(urlOf('docs', '/'), { waitUntil: 'domcontentloaded' });
      await expect.poll(() => injectedOf(page)).toBeDefined();
    });

    test('a foreign script, frame and base', async ({ page }) => {
      const evil = evilOrigin();
      const answered: string[] = [];
      page.on('response', (response) => answered.push(response.url()));
      await injectHtml(
        page,
        'docs',
        `<base href="${evil}/"><script src="${evil}/x.js"></script><iframe src="${evil}/"></iframe>`,
      );
      const frameIsStopped = page.waitForEvent('console', (message) => /frame-src/.test(message.text()));
      await page.goto(urlOf('docs', '/'), { waitUntil: 'domcontentloaded' });
      await frameIsStopped;
      expect(await page.evaluate(() => document.baseURI)).toBe(urlOf('docs', '/'));
      expect(answered.filter((url) => url.startsWith(evil))).toEqual([]);
    });
  });
});
