import { decodeJwt } from '@clerk/backend/jwt';
import type { Page } from '@playwright/test';
import { clerkUrl, originOf, urlOf } from '../fixtures/addresses.ts';
import { backend } from '../fixtures/people.ts';
import { accountMenu } from '../fixtures/sign-in.ts';
import { readStackInfo } from '../fixtures/stack.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Somebody is signed in, but the app's own token is missing, old, or of another app. The proxy answers the page's own
 * address with session sync, which mints a token from this origin. Never a redirect, never a sign-out, never a loop.
 */

/** Status of each document that the tab got, in order. */
function watchDocuments(page: Page): number[] {
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.frame() === page.mainFrame())
      statuses.push(response.status());
  });
  return statuses;
}

async function setSessionCookie(page: Page, value: string): Promise<void> {
  const url = originOf('platform');
  const names = (await page.context().cookies(url))
    .map(({ name }) => name)
    .filter((name) => name.startsWith('__session'));
  await page.context().addCookies(['__session', ...names].map((name) => ({ name, value, url })));
}

async function tokenMintedFor(page: Page, origin: string): Promise<string> {
  await page.goto(origin);
  await accountMenu(page).waitFor();
  const cookies = await page.context().cookies(origin);
  return cookies.find(({ name }) => name === '__session')?.value ?? '';
}

for (const { name, value } of [
  { name: 'garbage', value: async () => 'garbage' },
  {
    name: 'a truncated token',
    value: async (page: Page) => (await tokenMintedFor(page, originOf('platform'))).slice(0, -20),
  },
  { name: "a sibling's token", value: (page: Page) => tokenMintedFor(page, originOf('portal')) },
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
  test(`${name} in the cookie costs one sync and no redirect`, async ({ page, signedIn }) => {
    test.skip(
      process.env.SSO_CLERK === 'redirect-azp' && name.startsWith('a token without azp'),
      'a Clerk that names the origin of a redirect mints no such token',
    );
    expect(signedIn.userId).toBeTruthy();
    const token = await value(page);
    await setSessionCookie(page, token);
    const documents = watchDocuments(page);
    await page.goto(urlOf('platform', '/dashboard?tab=2#usage'));
    await expect(page.getByRole('heading', { name: 'Usage' })).toBeVisible();
    await accountMenu(page).waitFor();
    expect(page.url()).toBe(urlOf('platform', '/dashboard?tab=2#usage'));
    expect(documents).toEqual([200, 200]);
  });
}

test('a good token costs nothing', async ({ page, signedIn }) => {
  expect(signedIn.userId).toBeTruthy();
  await tokenMintedFor(page, originOf('platform'));
  const documents = watchDocuments(page);
  await page.goto(urlOf('platform', '/dashboard'), { referer: urlOf('docs') });
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  expect(documents).toEqual([200]);
});

test('a soft navigation with a stale token becomes a full one and lands on its target', async ({
  page,
  signedIn,
}) => {
  expect(signedIn.userId).toBeTruthy();
  await page.goto(urlOf('portal'));
  await accountMenu(page).waitFor();
  const url = originOf('portal');
  const names = (await page.context().cookies(url))
    .map(({ name }) => name)
    .filter((name) => name.startsWith('__session'));
  await page.context().addCookies(names.map((name) => ({ name, value: 'stale', url })));
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'New ticket' }).click();
  await page.waitForURL(urlOf('portal', '/tickets/new'));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test.describe('when it cannot work', () => {
  test.use({ expectedConsoleErrors: [/Failed to load resource: net::ERR_FAILED .*clerk\./] });

  test('Clerk out of reach: an explanation with a code, and no loop', async ({ page, signedIn }) => {
    expect(signedIn.userId).toBeTruthy();
    await page.context().route(clerkUrl('/**'), (route) => route.abort());
    const documents = watchDocuments(page);
    await page.goto(urlOf('platform', '/dashboard'));
    await expect(page.getByText('clerk_unreachable')).toBeVisible();
    await expect(page.getByRole('heading')).toHaveText(
      'You are signed in, but this page could not confirm it',
    );
    expect(documents).toEqual([200]);

    await page.context().unroute(clerkUrl('/**'));
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
  });
});

test('a token that is refused again and again ends after three tries, with a code', async ({
  page,
  signedIn,
}) => {
  expect(signedIn.userId).toBeTruthy();
  // Something on the way replaces the cookie each time: the server never sees the fresh token.
  await page.route(urlOf('platform', '/dashboard'), async (route) => {
    await setSessionCookie(page, 'garbage');
    await route.continue();
  });
  const documents = watchDocuments(page);
  await page.goto(urlOf('platform', '/dashboard'));
  await expect(page.getByText('too_many_tries')).toBeVisible();
  expect(documents).toEqual([200, 200, 200, 200]);
});

test.describe('cookies planted by a sibling', () => {
  /** What any script on any subdomain can do. */
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
    test(`on the parent domain under ${path}: one sync, and they are gone`, async ({ page, signedIn }) => {
      expect(signedIn.userId).toBeTruthy();
      await tokenMintedFor(page, originOf('platform'));
      await plant(page, path);
      expect(await planted(page)).toEqual(['.acme.localhost', '.acme.localhost']);
      const documents = watchDocuments(page);
      await page.goto(urlOf('platform', '/dashboard'));
      await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
      expect(documents).toEqual([200, 200]);
      expect(await planted(page)).toEqual([]);
      await page.reload();
      expect(documents).toEqual([200, 200, 200]);
    });
  }
});

test.describe('a call', () => {
  test.use({ expectedConsoleErrors: [/status of 401 .*\/api\/(me|projects)/] });

  test('with a stale token refreshes it once and gets its answer', async ({ page, signedIn }) => {
    expect(signedIn.userId).toBeTruthy();
    await page.goto(urlOf('platform', '/dashboard?tab=3'));
    await expect(page.getByText(signedIn.userId)).toBeVisible();
    // While it loads, clerk-js still writes the cookie.
    await accountMenu(page).waitFor();
    await setSessionCookie(page, 'garbage');
    const answers: Record<string, number[]> = {};
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      if (pathname.startsWith('/api/')) answers[pathname] = [...(answers[pathname] ?? []), response.status()];
    });
    await page.getByRole('button', { name: 'Call again' }).first().click();
    await expect.poll(() => answers['/api/me']).toEqual([401, 200]);
    // The other call of the page may still have been on its way.
    await expect.poll(() => answers['/api/projects']?.at(-1) ?? 200).toBe(200);
    await expect(page.getByText(signedIn.userId)).toBeVisible();
  });
});

test('visits to many apps in a short time are no loop', async ({ page, signedIn }) => {
  expect(signedIn.userId).toBeTruthy();
  for (let visit = 0; visit < 6; visit += 1) {
    await page.goto(urlOf('platform', '/dashboard'));
    await accountMenu(page).waitFor();
    await setSessionCookie(page, 'garbage');
  }
});

test('a tab in the background syncs once somebody looks at it', async ({ context, signedIn }) => {
  expect(signedIn.userId).toBeTruthy();
  // Another tab of the app acts in another organization: clerk-js then writes no cookie from a tab without focus.
  const url = originOf('platform');
  await context.addCookies([{ name: 'clerk_active_context', value: 'sess_other:org_other', url }]);
  const tab = await context.newPage();
  await tab.addInitScript(() => {
    if (sessionStorage.getItem('looked at') === null) document.hasFocus = () => false;
  });
  await tab.goto(urlOf('platform', '/dashboard'));
  await expect(tab.getByRole('status', { name: 'Opening the page' })).toBeVisible();
  await tab.evaluate(() => {
    sessionStorage.setItem('looked at', 'yes');
    document.hasFocus = () => true;
    window.dispatchEvent(new Event('focus'));
  });
  await expect(tab.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
});

test.describe('a server whose clock is wrong', () => {
  for (const minutes of [-5, 5]) {
    test(`by ${minutes} min explains itself after one try`, async ({ page, signedIn }) => {
      expect(signedIn.userId).toBeTruthy();
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
      expect(documents).toEqual([200]);
    });
  }
});

test('a planted __client_uat without a session ends at sign-in after one look', async ({ page, context }) => {
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

test('a session that Clerk has ended leads to the sign-in form, and not round in circles', async ({
  page,
  signedIn,
}) => {
  await page.goto(urlOf('platform', '/dashboard'));
  await accountMenu(page).waitFor();
  const { data: sessions } = await backend().sessions.getSessionList({
    userId: signedIn.userId,
    status: 'active',
  });
  await page.goto('about:blank');
  for (const { id } of sessions) await backend().sessions.revokeSession(id);
  // Account's own token is good for another minute; platform's is gone, and must be minted again.
  await page.context().clearCookies({ name: /^__session/, domain: new URL(urlOf('platform')).hostname });
  const documents: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) documents.push(request.url());
  });
  await page.goto(urlOf('platform', '/dashboard'));
  await expect(page.getByLabel('Email address')).toBeVisible();
  expect(documents.length).toBeLessThanOrEqual(4);
});
