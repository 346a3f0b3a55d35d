import { decodeJwt } from '@clerk/backend/jwt';
import type { Page } from '@playwright/test';
import type { AppName } from '@repo/sso';
import { accountMenu } from '../fixtures/account-corner.ts';
import { clerkUrl, originOf, urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/backend-api.ts';
import { statusesOf, watchDocuments } from '../fixtures/documents.ts';
import { IS_FULL_RUN } from '../fixtures/full-run.ts';
import { readStackInfo } from '../fixtures/servers/stack.ts';
import { sessionClaims } from '../fixtures/session-claims.ts';
import { expect, test } from '../fixtures/test.ts';
import { readTokenMinting } from '../fixtures/token-minting.ts';

/**
 * A user is signed in, but the app's own token is missing, expired, or of another app. The proxy answers the page's own
 * URL with session sync, which mints a token from this origin: without a redirect, a sign-out or a loop.
 *
 * Topology: one Clerk; one browser that signs in on account and opens platform; docs and portal as siblings.
 */

/** Replaces an app's session cookies, under both of their names. */
async function setSessionCookie(page: Page, value: string, app: AppName = 'platform'): Promise<void> {
  const url = originOf(app);
  const names = (await page.context().cookies(url))
    .map(({ name }) => name)
    .filter((name) => name.startsWith('__session'));
  await page.context().addCookies(['__session', ...names].map((name) => ({ name, value, url })));
}

/** Leaves a blank page behind: on a page of an app, clerk-js would write its token into the cookie again. */
async function tokenMintedFor(page: Page, origin: string): Promise<string> {
  await page.goto(origin);
  await accountMenu(page).waitFor();
  // Where Clerk hands out a sibling's token, the page mints one of its own after it has loaded.
  await expect.poll(() => sessionClaims(page.context(), origin)).toMatchObject({ azp: origin });
  await page.goto('about:blank');
  const cookies = await page.context().cookies(origin);
  return cookies.find(({ name }) => name === '__session')?.value ?? '';
}

for (const { name, value, tag = [] } of [
  { name: 'garbage', value: async () => 'garbage' },
  {
    name: 'a truncated token',
    value: async (page: Page) => (await tokenMintedFor(page, originOf('platform'))).slice(0, -20),
  },
  {
    name: "a sibling's token",
    value: (page: Page) => tokenMintedFor(page, originOf('portal')),
    tag: ['@each-kind'],
  },
  {
    name: 'a token without azp, as a redirect mints it',
    value: async (page: Page) => {
      // The handshake of a plain clerkMiddleware, as far as its nonce.
      await page.goto(
        clerkUrl(`/v1/client/handshake?redirect_url=${encodeURIComponent(urlOf('docs'))}&format=token`),
      );
      const cookies = await page.context().cookies(originOf('docs'));
      const payload =
        cookies.find((cookie) => cookie.name === '__clerk_handshake')?.value.split('.')[1] ?? '';
      const { handshake }: { handshake: string[] } = JSON.parse(Buffer.from(payload, 'base64url').toString());
      await page.context().clearCookies({ name: '__clerk_handshake' });
      const token =
        handshake
          .find((line) => line.startsWith('__session='))
          ?.slice('__session='.length)
          .split(';')[0] ?? '';
      expect(decodeJwt(token).payload).not.toHaveProperty('azp');
      return token;
    },
  },
]) {
  test(`${name} in the cookie costs one sync and no redirect`, { tag }, async ({ signedInPage: page }) => {
    const { azp } = await readTokenMinting();
    test.skip(
      azp === 'redirect-origin' && name.startsWith('a token without azp'),
      'a Clerk that names the origin of a redirect mints no such token',
    );
    const token = await value(page);
    await setSessionCookie(page, token);
    const documents = watchDocuments(page);
    await page.goto(urlOf('platform', '/dashboard?tab=2#usage'));
    await expect(page.getByRole('heading', { name: 'Usage' })).toBeVisible();
    await accountMenu(page).waitFor();
    expect(page.url()).toBe(urlOf('platform', '/dashboard?tab=2#usage'));
    expect(statusesOf(documents)).toEqual([200, 200]);
  });
}

test('a good token needs no sync', async ({ signedInPage: page }) => {
  await tokenMintedFor(page, originOf('platform'));
  const documents = watchDocuments(page);
  await page.goto(urlOf('platform', '/dashboard'), { referer: urlOf('docs') });
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  expect(statusesOf(documents)).toEqual([200]);
});

test('a soft navigation with a stale token becomes a full one and lands on its target', async ({
  signedInPage: page,
}) => {
  await page.goto(urlOf('portal'));
  await accountMenu(page).waitFor();
  const documents = watchDocuments(page);
  // Right before each request: clerk-js writes its token into the cookie every few seconds.
  let isReplaced = true;
  await page.route(
    (url) => url.pathname === '/tickets/new',
    async (route) => {
      if (isReplaced) await setSessionCookie(page, 'stale', 'portal');
      // The document that the router loads in place of the refused answer is session sync.
      if (route.request().isNavigationRequest()) isReplaced = false;
      await route.continue();
    },
  );
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'New ticket' }).click();
  await page.waitForURL(urlOf('portal', '/tickets/new'));
  await expect(page.getByRole('heading', { level: 1, name: 'New ticket' })).toBeVisible();
  expect(statusesOf(documents)).toEqual([200, 200]);
});

test.describe('when it cannot work', () => {
  test.use({ expectedConsoleErrors: [/Failed to load resource: net::ERR_FAILED .*clerk\./] });

  test('Clerk out of reach: an explanation with a code, and no loop', async ({ signedInPage: page }) => {
    await page.context().route(clerkUrl('/**'), (route) => route.abort());
    const documents = watchDocuments(page);
    await page.goto(urlOf('platform', '/dashboard'));
    await expect(page.getByText('clerk_unreachable')).toBeVisible();
    await expect(page.getByRole('heading')).toHaveText(
      'You are signed in, but this page could not confirm it',
    );
    expect(statusesOf(documents)).toEqual([200]);

    await page.context().unroute(clerkUrl('/**'));
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  });
});

test('session sync gives up after three tries, with a code', async ({ signedInPage: page }) => {
  // Something on the way replaces the cookie each time: the server never sees the fresh token.
  await page.route(urlOf('platform', '/dashboard'), async (route) => {
    await setSessionCookie(page, 'garbage');
    await route.continue();
  });
  const documents = watchDocuments(page);
  await page.goto(urlOf('platform', '/dashboard'));
  await expect(page.getByText('too_many_tries')).toBeVisible();
  expect(statusesOf(documents)).toEqual([200, 200, 200, 200]);
});

test.describe('cookies planted by a sibling', () => {
  /** Does what a script on any subdomain can do. */
  async function plant(page: Page, path = '/'): Promise<void> {
    await page.goto(urlOf('docs'));
    const names = (await page.context().cookies(originOf('platform')))
      .map(({ name }) => name)
      .filter((name) => name.startsWith('__session'));
    await page.evaluate(
      ({ names, path }) => {
        // biome-ignore lint/suspicious/noDocumentCookie: this is how an attacker's page does it.
        for (const name of names) document.cookie = `${name}=planted; Domain=acme.localhost; Path=${path}`;
      },
      { names, path },
    );
  }
  const planted = async (page: Page) =>
    (await page.context().cookies()).filter(({ value }) => value === 'planted').map(({ domain }) => domain);

  for (const path of ['/', '/dashboard']) {
    test(`on the parent domain under ${path}: one sync removes them`, async ({ signedInPage: page }) => {
      await tokenMintedFor(page, originOf('platform'));
      await plant(page, path);
      expect(await planted(page)).toEqual(['.acme.localhost', '.acme.localhost']);
      const documents = watchDocuments(page);
      await page.goto(urlOf('platform', '/dashboard'));
      await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
      expect(statusesOf(documents)).toEqual([200, 200]);
      expect(await planted(page)).toEqual([]);
      await page.reload();
      expect(statusesOf(documents)).toEqual([200, 200, 200]);
    });
  }
});

test.describe('a call', () => {
  test.use({ expectedConsoleErrors: [/status of 401 .*\/api\/(me|projects)/] });

  test('with a stale token refreshes it once and gets its answer', async ({ signedInPage: page, user }) => {
    await page.goto(urlOf('platform', '/dashboard?tab=3'));
    await expect(page.getByText(user.userId)).toBeVisible();
    await accountMenu(page).waitFor();
    const answers: Record<string, number[]> = {};
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/api/')) answers[pathname] = [...(answers[pathname] ?? []), response.status()];
    });
    // Right before the request: clerk-js writes its token into the cookie every few seconds.
    await page.route(
      '**/api/me',
      async (route) => {
        await setSessionCookie(page, 'garbage');
        await route.continue();
      },
      { times: 1 },
    );
    await page.getByRole('button', { name: 'Call again' }).first().click();
    await expect.poll(() => answers['/api/me']).toEqual([401, 200]);
    // The page's other call may have been under way with the same cookie.
    await expect.poll(() => answers['/api/projects']?.at(-1) ?? 200).toBe(200);
    await expect(page.getByText(user.userId)).toBeVisible();
  });
});

test('a redirect after a sync is followed however slow its target is', async ({ signedInPage: page }) => {
  const target = urlOf('handbook', '/no-access');
  // The page that syncs asks what its address is. The proxy refuses that call, and sends the navigation elsewhere.
  const asked = page.waitForResponse((response) => response.request().method() === 'HEAD');
  // A route of Playwright would not see the target of a redirect.
  const devtools = await page.context().newCDPSession(page);
  devtools.on('Fetch.requestPaused', async ({ requestId }) => {
    expect((await asked).status()).toBe(403);
    await devtools.send('Fetch.continueRequest', { requestId });
  });
  await devtools.send('Fetch.enable', { patterns: [{ urlPattern: target }] });
  await page.goto(urlOf('handbook'));
  await page.waitForURL(target);
  await expect(page.getByRole('heading', { name: 'The handbook is for Acme staff' })).toBeVisible();
});

test('many syncs in a short time are not taken for a loop', async ({ signedInPage: page }) => {
  const documents = watchDocuments(page);
  await page.goto(urlOf('platform', '/dashboard'));
  await accountMenu(page).waitFor();
  for (let visit = 0; visit < 5; visit += 1) {
    await page.goto('about:blank');
    await setSessionCookie(page, 'garbage');
    await page.goto(urlOf('platform', '/dashboard'));
    await accountMenu(page).waitFor();
  }
  expect(statusesOf(documents)).toEqual(Array.from({ length: 12 }, () => 200));
});

test('a tab in the background syncs when it gets the focus', async ({ signedInPage }) => {
  const context = signedInPage.context();
  // Another tab of the app acts in another organization: clerk-js then writes no cookie from a tab without focus.
  const url = originOf('platform');
  await context.addCookies([{ name: 'clerk_active_context', value: 'sess_other:org_other', url }]);
  const tab = await context.newPage();
  await tab.addInitScript(() => {
    if (sessionStorage.getItem('has the focus') === null) document.hasFocus = () => false;
  });
  await tab.goto(urlOf('platform', '/dashboard'));
  await expect(tab.getByRole('status', { name: 'Opening the page' })).toBeVisible();
  await tab.evaluate(() => {
    sessionStorage.setItem('has the focus', 'yes');
    document.hasFocus = () => true;
    window.dispatchEvent(new Event('focus'));
  });
  await expect(tab.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
});

test.describe('a server whose clock is wrong', () => {
  for (const minutes of IS_FULL_RUN ? [-5, 5] : [5]) {
    test(`by ${minutes} min leads to an explanation after one try`, async ({ signedInPage: page }) => {
      // The page as a server with that clock would have written it.
      await page.addInitScript((shiftMs) => {
        const original = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'dataset')?.get;
        Object.defineProperty(HTMLScriptElement.prototype, 'dataset', {
          get() {
            const dataset = { ...original?.call(this) };
            return 'now' in dataset ? { ...dataset, now: String(Number(dataset.now) + shiftMs) } : dataset;
          },
        });
      }, minutes * 60_000);
      const documents = watchDocuments(page);
      await page.goto(urlOf('platform', '/dashboard'));
      await expect(page.getByText('clock_wrong')).toBeVisible();
      expect(statusesOf(documents)).toEqual([200]);
    });
  }
});

test('a planted __client_uat without a session ends at sign-in', async ({ page, context }) => {
  const { port } = readStackInfo();
  await context.addCookies([
    { name: '__client_uat', value: '1700000000', domain: '.acme.localhost', path: '/' },
  ]);
  const documents = watchDocuments(page);
  await page.goto(urlOf('platform', '/dashboard'));
  await page.waitForURL((url) => url.pathname === '/sign-in' && url.port === String(port));
  await page.getByLabel('Email address').waitFor();
  expect(documents.length).toBeLessThanOrEqual(5);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says what to do', async ({ page, context }) => {
    await context.addCookies([
      { name: '__client_uat', value: '1700000000', domain: '.acme.localhost', path: '/' },
    ]);
    await page.goto(urlOf('platform', '/dashboard'));
    await expect(page.getByRole('heading', { name: 'JavaScript is needed once' })).toBeVisible();
  });
});

test('a session that Clerk has ended leads to the sign-in form without a loop', async ({
  signedInPage: page,
  user,
}) => {
  await page.goto(urlOf('platform', '/dashboard'));
  await accountMenu(page).waitFor();
  const { data: sessions } = await backend().sessions.getSessionList({
    userId: user.userId,
    status: 'active',
  });
  await page.goto('about:blank');
  for (const { id } of sessions) await backend().sessions.revokeSession(id);
  // Account's own token is valid for up to a minute; platform's is removed, so that a new one must be minted.
  await page.context().clearCookies({ name: /^__session/, domain: new URL(urlOf('platform')).hostname });
  const documents: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents.push(request.url());
  });
  await page.goto(urlOf('platform', '/dashboard'));
  await expect(page.getByLabel('Email address')).toBeVisible();
  expect(documents.length).toBeLessThanOrEqual(4);
});
