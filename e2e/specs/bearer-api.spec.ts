import type { Page, Request } from '@playwright/test';
import { accountMenu } from '../fixtures/account-corner.ts';
import { originOf, urlOf } from '../fixtures/addresses.ts';
import { cookieHeader, rawRequest } from '../fixtures/raw-request.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * api.<root> is another origin, on another runtime, that accepts bearer tokens of platform and academy only.
 * It is under the same registrable domain, so the browser would send it the cookies of that domain if a page asked for it.
 *
 * Topology: one Clerk; platform, academy and portal in one browser; the API on a runtime without Next.js.
 */

const token = (page: Page) =>
  page.evaluate(async () => {
    // clerk-js puts itself there.
    const { Clerk } = window as unknown as { Clerk: { session: { getToken(): Promise<string> } } };
    return Clerk.session.getToken();
  });

function watchApi(page: Page): Request[] {
  const requests: Request[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin === originOf('api')) requests.push(request);
  });
  return requests;
}

/** The cookie and the authorization scheme that the browser sent with each call. */
async function credentialsOf(requests: readonly Request[]) {
  const calls = requests.filter((request) => request.method() !== 'OPTIONS');
  expect(calls.length).toBeGreaterThan(0);
  return Promise.all(
    calls.map(async (request) => {
      const { cookie, authorization } = await request.allHeaders();
      return { cookie, scheme: authorization?.split(' ', 1)[0] };
    }),
  );
}

test('platform shows its usage, with a bearer token and no cookie', async ({ signedInPage: page }) => {
  const requests = watchApi(page);
  await page.goto(urlOf('platform', '/dashboard?tab=2'));
  await expect(page.getByText(/^\d+ of 1000$/)).toBeVisible();
  await expect(page.getByText('From platform')).toBeVisible();
  for (const sent of await credentialsOf(requests)) expect(sent).toEqual({ scheme: 'Bearer' });
});

test('academy keeps a member’s progress', async ({ signedInPage: page }) => {
  const requests = watchApi(page);
  await page.goto(urlOf('academy', '/members/signing-out-everywhere'));
  const progress = page.getByRole('region', { name: 'Your progress' });
  await expect(progress).toContainText('You have read 0 of 6 lessons.');
  await progress.getByRole('button', { name: 'Mark as read' }).click();
  await expect(progress).toContainText('You have read 1 of 6 lessons.');
  await page.reload();
  await expect(progress).toContainText('You have read 1 of 6 lessons.');
  await expect(progress.getByRole('button', { name: 'Mark as read' })).toHaveCount(0);
  for (const sent of await credentialsOf(requests)) expect(sent).toEqual({ scheme: 'Bearer' });
});

test.describe('an API that cannot be reached', () => {
  test.use({ expectedConsoleErrors: [/net::ERR_FAILED/] });

  test('leaves the lesson readable, and the page says so', async ({ signedInPage: page }) => {
    await page.route(`${originOf('api')}/**`, (route) => route.abort());
    await page.goto(urlOf('academy', '/members/signing-out-everywhere'));
    const progress = page.getByRole('region', { name: 'Your progress' });
    await expect(progress).toContainText('could not be reached');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.unrouteAll();
    await progress.getByRole('button', { name: 'Try again' }).click();
    await expect(progress).toContainText('You have read 0 of 6 lessons.');
  });
});

test.describe('an app that is not a declared caller', () => {
  test.use({ expectedConsoleErrors: [/Content Security Policy/] });

  test('portal’s page cannot call, and portal’s token is refused', async ({ signedInPage: page, user }) => {
    await page.goto(urlOf('portal'));
    await accountMenu(page).waitFor();
    const portals = await token(page);
    const fromPage = await page.evaluate(
      async ([url, jwt]) => {
        try {
          return (await fetch(url ?? '', { headers: { authorization: `Bearer ${jwt}` } })).status;
        } catch (error) {
          return error instanceof TypeError ? 'blocked' : 'failed';
        }
      },
      [urlOf('api', '/v1/me'), portals],
    );
    // Portal's own policy does not name the API; a page without a policy would fail at the preflight.
    expect(fromPage).toBe('blocked');
    const preflight = await rawRequest('api', {
      path: '/v1/me',
      method: 'OPTIONS',
      headers: {
        origin: originOf('portal'),
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();

    const call = (jwt: string, origin?: string) =>
      rawRequest('api', {
        path: '/v1/me',
        headers: { authorization: `Bearer ${jwt}`, ...(origin ? { origin } : {}) },
      });
    const refused = await call(portals);
    expect([refused.status, refused.headers['x-sso-reason']]).toEqual([
      401,
      'token_rejected; fault=azp_foreign',
    ]);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'token_rejected', fault: 'azp_foreign' });

    await page.goto(urlOf('platform', '/dashboard'));
    await accountMenu(page).waitFor();
    const platforms = await token(page);
    const accepted = await call(platforms);
    expect(JSON.parse(accepted.body)).toMatchObject({
      userId: user.userId,
      caller: originOf('platform'),
    });
    expect((await call(platforms, originOf('portal'))).status).toBe(403);
  });
});

test('the API accepts no cookie and sets none', async ({ signedInPage: page, context }) => {
  await page.goto(urlOf('platform', '/dashboard?tab=2'));
  await expect(page.getByText(/^\d+ of 1000$/)).toBeVisible();
  const { hostname } = new URL(originOf('api'));
  const cookies = await context.cookies(urlOf('api'));
  expect(cookies.filter(({ domain }) => domain === hostname)).toEqual([]);
  const cookie = await cookieHeader(context, 'platform');
  const answer = await rawRequest('api', { path: '/v1/usage', headers: { cookie } });
  expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined]);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 'sign_in_required' });
});
