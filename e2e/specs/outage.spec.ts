import { urlOf } from '../fixtures/addresses.ts';
import { type LonePlatform, startLonePlatform } from '../fixtures/lone-platform.ts';
import { NAVIGATION } from '../fixtures/raw-request.ts';
import { accountMenu } from '../fixtures/sign-in.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * A production process of platform whose Clerk is ended under it. Time travel: that Clerk's clock runs behind, so what it
 * signed is as old as after that long an outage.
 */

const MINUTE_MS = 60_000;

async function withPlatform(
  options: Parameters<typeof startLonePlatform>[0],
  run: (platform: LonePlatform) => Promise<void>,
): Promise<void> {
  const platform = await startLonePlatform(options);
  try {
    await run(platform);
  } finally {
    await platform.close();
  }
}

test('a token is good for as long as it lives, with or without Clerk', async () => {
  await withPlatform({}, async (platform) => {
    const cookie = await platform.signIn();
    await platform.endClerk();
    const answer = await platform.ask('/dashboard', { headers: { ...NAVIGATION, cookie } });
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('Front desk, winter season');
    expect((await platform.ask('/api/me', { headers: { cookie } })).status).toBe(200);
  });
});

test('without a grace, expired tokens get 503: no redirect, no 401; and all is well when Clerk is back', async () => {
  await withPlatform({ clockOffsetMs: -2 * MINUTE_MS }, async (platform) => {
    const cookie = await platform.signIn();
    const page = () => platform.ask('/dashboard', { headers: { ...NAVIGATION, cookie } });
    // Clerk lives: the token is simply minted again, by the page that syncs.
    expect((await page()).headers['x-sso-reason']).toBe('session_sync_needed; fault=token_expired');
    await platform.endClerk();
    await expect.poll(async () => (await page()).status, { timeout: 20_000 }).toBe(503);
    const down = await page();
    expect(down.headers['x-sso-reason']).toBe('clerk_unavailable');
    expect(Number(down.headers['retry-after'])).toBeGreaterThan(0);
    expect(down.body).toContain('http-equiv="refresh"');
    const call = await platform.ask('/api/me', { headers: { cookie } });
    expect([call.status, JSON.parse(call.body).code]).toEqual([503, 'clerk_unavailable']);
    expect(Number(call.headers['retry-after'])).toBeGreaterThan(0);
    // A stranger is led to our own sign-in page, which says what is wrong.
    const stranger = await platform.ask('/dashboard', { headers: NAVIGATION });
    expect([stranger.status, stranger.headers['x-sso-reason']]).toEqual([307, 'sign_in_required']);

    await platform.startClerkAgain();
    await expect
      .poll(async () => (await page()).headers['x-sso-reason'], { timeout: 20_000 })
      .toBe('session_sync_needed; fault=token_expired');
  });
});

test('a grace of an hour carries people across an outage of 45 minutes: they read, and do not write', async () => {
  const variables = { SSO_OUTAGE_GRACE_MS: String(60 * MINUTE_MS) };
  await withPlatform({ variables, clockOffsetMs: -45 * MINUTE_MS }, async (platform) => {
    const cookie = await platform.signIn();
    const page = () => platform.ask('/dashboard', { headers: { ...NAVIGATION, cookie } });
    expect((await page()).headers['x-sso-reason']).toBe('session_sync_needed; fault=token_expired');
    await platform.endClerk();
    await expect
      .poll(async () => (await page()).headers['x-sso-reason'], { timeout: 20_000 })
      .toBe('outage_grace');
    const read = await page();
    expect(read.status).toBe(200);
    expect(read.body).toContain('Front desk, winter season');
    const write = await platform.ask('/dashboard', {
      method: 'POST',
      headers: { ...NAVIGATION, cookie, 'next-action': '0'.repeat(42) },
    });
    expect([write.status, write.headers['x-sso-reason']]).toEqual([503, 'outage_read_only']);
    const call = await platform.ask('/api/projects', { headers: { cookie } });
    expect(call.status).toBe(200);
  });
});

test('the grace ends when it says: after 61 minutes nobody is let in', async () => {
  const variables = { SSO_OUTAGE_GRACE_MS: String(60 * MINUTE_MS) };
  await withPlatform({ variables, clockOffsetMs: -62 * MINUTE_MS }, async (platform) => {
    const cookie = await platform.signIn();
    await platform.endClerk();
    const page = () => platform.ask('/dashboard', { headers: { ...NAVIGATION, cookie } });
    await expect.poll(async () => (await page()).status, { timeout: 20_000 }).toBe(503);
    expect((await page()).headers['x-sso-reason']).toBe('clerk_unavailable');
  });
});

test.describe('in the browser', () => {
  test.use({ expectedConsoleErrors: [/ERR_FAILED|Clerk|clerk/] });

  for (const [name, isCut] of [
    ['Clerk does not answer at all', () => true],
    [
      'Clerk answers no call, but its scripts are still in the cache',
      (path: string) => path.startsWith('/v1/'),
    ],
  ] as const) {
    test(`${name}: the page stays, and says so`, async ({ page, context, signedIn }) => {
      expect(signedIn.userId).toBeTruthy();
      await page.goto(urlOf('platform', '/dashboard'));
      await accountMenu(page).waitFor();
      await context.route(
        (url) => url.hostname.startsWith('clerk.') && isCut(url.pathname),
        (route) => route.abort(),
      );
      await page.goto(urlOf('platform', '/dashboard'));
      await expect(page.getByText('The sign-in service cannot be reached at the moment.')).toBeVisible({
        timeout: 30_000,
      });
      await expect(page.getByRole('rowheader', { name: 'Front desk, winter season' })).toBeVisible();
      await page.goto(urlOf('account', '/'));
      await expect(page.getByText('The sign-in service cannot be reached at the moment.')).toBeVisible({
        timeout: 30_000,
      });
      await context.unroute(() => true);
    });
  }

  test('the sign-in page says what is wrong', async ({ page, context }) => {
    await context.route(
      (url) => url.hostname.startsWith('clerk.'),
      (route) => route.abort(),
    );
    await page.goto(urlOf('account', '/sign-in'));
    await expect(page.getByText('The sign-in service cannot be reached at the moment.')).toBeVisible({
      timeout: 30_000,
    });
    await expect(page.getByText('Signing in is not possible right now')).toBeVisible();
  });
});
