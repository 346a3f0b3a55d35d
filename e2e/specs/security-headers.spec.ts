import type { Page } from '@playwright/test';
import type { AppName } from '@repo/auth/config';
import { APPS, evilOrigin, originOf, urlOf } from '../fixtures/addresses.ts';
import { createPerson } from '../fixtures/people.ts';
import { NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { readStaticPages } from '../fixtures/routes.ts';
import { accountMenu, signIn, signInByTicket } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Two policies. The header, on every answer: where things may come from. The document's own, on pages rendered for a request:
 * only scripts with this page's nonce run. What a policy stops, Chromium logs as an error, which fails any test of this
 * suite; tests that provoke it say so.
 */

/** Rendered for a request, one of each app that has any. */
const DYNAMIC: readonly (readonly [AppName, string])[] = [
  ['account', '/'],
  ['account', '/profile'],
  ['account', '/organizations'],
  ['platform', '/dashboard'],
  ['portal', '/tickets/new'],
  ['academy', '/members/signing-out-everywhere'],
  ['handbook', '/'],
];

/** Rendered at build time: all of them. A page more or less is a decision, not an accident. */
const STATIC: Readonly<Partial<Record<AppName, readonly string[]>>> = {
  academy: [
    '/',
    '/lessons/cookies-and-their-scopes',
    '/lessons/origins-and-sites',
    '/lessons/what-a-session-is',
    '/plans',
  ],
  docs: [
    '/',
    '/configuration',
    '/deploying',
    '/doctor',
    '/getting-started',
    '/how-it-works',
    '/llms.txt',
    '/local-clerk',
    '/protecting-data',
    '/reasons',
    '/why-azp',
  ],
};

/** What the policies stop, and what Chromium keeps a document from that has no network address, as `injectHtml` makes it. */
const STOPPED = [/Content Security Policy|ERR_BLOCKED_BY_CSP|loopback|ERR_FAILED|Failed to load Clerk/];

/** Puts HTML at the end of each document of an app, as a hole in a page would. */
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

test.describe('nothing of ours or of Clerk is stopped', () => {
  test('signing in by the form, the profile and its dialogs, the organizations', async ({ page }) => {
    const person = await createPerson({ organization: 'acme' });
    await signIn(page, person);
    await page.goto(urlOf('account', '/profile'));
    await page.getByRole('button', { name: 'Update profile' }).click();
    await expect(page.getByRole('textbox', { name: 'First name' })).toBeVisible();
    await page.goto(urlOf('account', '/organizations'));
    await page.getByRole('button', { name: 'Create organization' }).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
  });

  test('on every app: the account menu of somebody signed in', async ({ page }) => {
    const person = await createPerson({ organization: 'acme' });
    await signInByTicket(page, person);
    for (const app of APPS) {
      await page.goto(urlOf(app));
      await accountMenu(page).click();
      await expect(page.getByText(person.email)).toBeVisible();
    }
  });

  test('the organization switcher and its form', async ({ page, signedIn }) => {
    expect(signedIn.userId).toBeTruthy();
    await page.goto(urlOf('handbook', '/'));
    await page.waitForURL(urlOf('handbook', '/no-access'));
    await page.getByRole('button', { name: /organization switcher/i }).click();
    await page.getByRole('button', { name: 'Create organization' }).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
  });

  test.describe('on pages that are not there', () => {
    test.use({ expectedConsoleErrors: [/status of 404 .*nothing-here/] });
    for (const app of APPS) {
      test(`of ${app}`, async ({ page }) => {
        const person = await createPerson({ organization: 'acme' });
        await signInByTicket(page, person);
        await page.goto(urlOf(app, '/nothing-here'));
        await accountMenu(page).click();
        await expect(page.getByText(person.email)).toBeVisible();
      });
    }
  });
});

test.describe('a page rendered for a request', () => {
  test.use({ expectedConsoleErrors: STOPPED });

  for (const [app, path] of DYNAMIC) {
    test(`${app} ${path}: every script has its nonce, and one that was injected does not run`, async ({
      page,
    }) => {
      const person = await createPerson({ organization: 'acme' });
      await signInByTicket(page, person);
      await page.goto(urlOf(app, path));
      await accountMenu(page).waitFor();
      // The first visit may have been answered by session sync.
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
  test('those are exactly the ones there should be', () => {
    const found = Object.fromEntries(APPS.map((app) => [app, readStaticPages(app)] as const));
    expect(found).toEqual(Object.fromEntries(APPS.map((app) => [app, STATIC[app] ?? []])));
  });

  for (const [app, path] of Object.entries(STATIC).flatMap(([name, paths]) =>
    // Object.entries widens the keys; STATIC's are apps.
    paths.map((each) => [name as AppName, each] as const),
  )) {
    test(`${app} ${path} is the same for each request: no nonce in it or beside it`, async () => {
      const [one, two] = await Promise.all([
        rawRequest(app, { path, headers: NAVIGATION }),
        rawRequest(app, { path, headers: NAVIGATION }),
      ]);
      expect(one.body).toBe(two.body);
      expect(one.body).not.toMatch(/nonce="|'nonce-/);
      expect(one.headers['content-security-policy']).toBe(two.headers['content-security-policy']);
      expect(one.headers['content-security-policy']).not.toContain('nonce');
      expect(one.headers['x-nextjs-prerender'] ?? one.headers['x-nextjs-cache']).toBeTruthy();
    });
  }

  test.describe('stops what is not from here, and nothing else', () => {
    test.use({ expectedConsoleErrors: STOPPED });

    test('code that was injected runs there, which is what the nonce is for on the others', async ({
      page,
    }) => {
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

test.describe('headers', () => {
  for (const app of APPS) {
    test(`${app} has one of each, whoever asks and whatever the answer is`, async () => {
      for (const path of ['/', '/nothing-here', '/icon.svg']) {
        const { headers } = await rawRequest(app, { path, headers: NAVIGATION });
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'strict-origin-when-cross-origin',
          'permissions-policy': 'camera=(), microphone=(), geolocation=()',
          'cross-origin-opener-policy': 'same-origin-allow-popups',
          'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
        });
        expect(headers['content-security-policy']).not.toContain('unsafe-eval');
        // A browser would remember it for this machine's other programs.
        expect(headers['strict-transport-security']).toBeUndefined();
      }
    });
  }

  for (const { name, method, reason } of [
    { name: 'session sync', method: 'GET', reason: /^session_sync_needed/ },
    { name: 'an explanation', method: 'POST', reason: /^method_not_synced/ },
  ]) {
    test(`${name}, the proxy's own page, has its own stricter policy and no other`, async () => {
      const cookie = `__client_uat=${Math.floor(Date.now() / 1000)}`;
      const headers = { ...NAVIGATION, cookie, origin: originOf('platform') };
      const answer = await rawRequest('platform', { path: '/dashboard', method, headers });
      expect(answer.headers['x-sso-reason']).toMatch(reason);
      const policy = answer.headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
      expect(policy).not.toMatch(/unsafe|,/);
      expect(answer.headers['x-frame-options']).toBe('DENY');
    });
  }
});
