import type { BrowserContext, Page } from '@playwright/test';
import { accountMenu } from '../fixtures/account-corner.ts';
import { clerkUrl, originOf, urlOf } from '../fixtures/addresses.ts';
import { sessionClaims } from '../fixtures/session-claims.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * Session sync in the usual case is two plain calls to Clerk; clerk-js is fetched only where they do not do. What they leave in
 * the browser is what clerk-js would leave.
 *
 * Topology: one Clerk; account, where users sign in, then platform, whose session sync is looked at.
 */

const CLERK_JS = /\/npm\/@clerk\/clerk-js@/;
const SYNC_CALLS = /\/v1\/(client|environment)(\/sessions\/[^/]+\/tokens)?\?/;

/** Opens account, so that clerk-js has noted its versions for the siblings. */
async function openAccount(page: Page): Promise<void> {
  await page.goto(urlOf('account'));
  await accountMenu(page).waitFor();
  await page.goto('about:blank');
}

/** What a browser keeps about the token, without its value; expiry to the minute. */
async function tokenCookies(context: BrowserContext) {
  const cookies = await context.cookies(originOf('platform'));
  return cookies
    .filter(({ name }) => name.startsWith('__session'))
    .map(({ value: _value, expires, ...attributes }) => ({
      ...attributes,
      days: Math.round(expires / 86_400),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

test.describe('without clerk-js', () => {
  test.use({ expectedConsoleErrors: [/ERR_FAILED|Clerk|clerk/] });

  test('the token is minted and kept exactly as clerk-js does', async ({ signedInPage: page, context }) => {
    await openAccount(page);
    await page.route(CLERK_JS, (route) => route.abort());
    await page.bringToFront();
    await page.goto(urlOf('platform', '/dashboard'));
    await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
    expect(await sessionClaims(context, originOf('platform'))).toMatchObject({ azp: originOf('platform') });
    const plain = await tokenCookies(context);
    expect(plain).toHaveLength(2);

    await page.unroute(CLERK_JS);
    await context.clearCookies({ name: /^__session/, domain: new URL(originOf('platform')).hostname });
    await page.goto(urlOf('platform', '/dashboard'));
    await accountMenu(page).waitFor();
    // clerk-js has written its own by now.
    await page.evaluate(() => window.Clerk.session?.getToken({ skipCache: true }));
    expect(await tokenCookies(context)).toEqual(plain);
  });
});

test('the sync page fetches no clerk-js', async ({ signedInPage: page }) => {
  await openAccount(page);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (CLERK_JS.test(request.url())) asked.push('clerk-js');
    else if (SYNC_CALLS.test(request.url())) asked.push(new URL(request.url()).pathname);
    else if (request.isNavigationRequest()) asked.push('page');
  });
  await page.bringToFront();
  await page.goto(urlOf('platform', '/dashboard'));
  await accountMenu(page).waitFor();
  const second = asked.indexOf('page', asked.indexOf('page') + 1);
  expect(asked.slice(0, second)).not.toContain('clerk-js');
  expect(asked.slice(0, second)).toEqual(expect.arrayContaining(['page', '/v1/client', '/v1/environment']));
});

/** What Clerk may answer instead, in the first answer of a tab; each is left to clerk-js, which ends on the same page. */
const ODD_ANSWERS = {
  'cookies are partitioned': { path: '/v1/environment', changes: { partitioned_cookies: true } },
  'an environment of another form': { path: '/v1/environment', changes: { auth_config: null } },
  'the session is unfinished': { path: '/v1/client', changes: { status: 'pending' } },
  'two sessions': { path: '/v1/client', changes: { twice: true } },
} as const;

for (const [name, { path, changes }] of Object.entries(ODD_ANSWERS)) {
  test(`${name}: clerk-js does it`, async ({ signedInPage: page, context }) => {
    await openAccount(page);
    let isClerkAsked = false;
    page.on('request', (request) => {
      if (CLERK_JS.test(request.url())) isClerkAsked = true;
    });
    await page.addInitScript(changeFirstAnswer, { path, changes });
    await page.bringToFront();
    await page.goto(urlOf('platform', '/dashboard'));
    await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
    expect(isClerkAsked).toBe(true);
    expect(await sessionClaims(context, originOf('platform'))).toMatchObject({ azp: originOf('platform') });
  });
}

/** Runs in the page, before its scripts: the answer comes from Clerk, and one thing in it is another. */
function changeFirstAnswer({ path, changes }: { path: string; changes: Record<string, unknown> }): void {
  const { fetch: ask } = window;
  window.fetch = async (input, init) => {
    const response = await ask(input, init);
    const isAsked = String(input instanceof Request ? input.url : input).includes(`${path}?`);
    if (!isAsked || sessionStorage.getItem('changed')) return response;
    sessionStorage.setItem('changed', '1');
    const body = await response.json();
    const { status, twice, ...rest } = changes;
    Object.assign(body, rest);
    const sessions = body.response?.sessions ?? [];
    if (status) for (const session of sessions) session.status = status;
    if (twice) sessions.push({ ...sessions[0], id: 'sess_other' });
    return Response.json(body);
  };
}

test('Clerk refuses the plain call: clerk-js does it', async ({ signedInPage: page }) => {
  await openAccount(page);
  let refused = 0;
  await page.route(`${clerkUrl('/v1/client/sessions/')}**`, (route) => {
    refused += 1;
    return refused === 1 ? route.fulfill({ status: 422, json: { errors: [] } }) : route.continue();
  });
  await page.bringToFront();
  await page.goto(urlOf('platform', '/dashboard'));
  await expect(page.getByRole('heading', { name: 'Dashboard' })).toBeVisible();
});
