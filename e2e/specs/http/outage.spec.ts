import { expect, test } from '../../fixtures/http-test.ts';
import { NAVIGATION } from '../../fixtures/raw-request.ts';
import { type AppWithOwnClerk, startAppWithOwnClerk } from '../../fixtures/servers/app-with-own-clerk.ts';
import { TIME_SCALE } from '../../fixtures/time-scale.ts';

/**
 * A production process of platform whose Clerk is stopped while it runs. That Clerk's clock runs behind, so the tokens it
 * signs are as old as after an outage of that length.
 *
 * Topology: one platform process and one Clerk of its own, no gateway, no browser.
 */

const MINUTE_MS = 60_000;
const BOOT_LIMIT_MS = 180_000 * TIME_SCALE;

let platform: AppWithOwnClerk;

/** Begins an outage: the cookie holds a token that Clerk signed that long ago. */
async function signInBefore(agoMs: number): Promise<string> {
  await platform.restartClerk(-agoMs);
  const cookie = await platform.signIn();
  // The breaker of an earlier test may still be open; it closes with the first answer of this Clerk.
  await expect
    .poll(async () => (await dashboardReason(cookie)) ?? 'none')
    .not.toMatch(/^(clerk_unavailable|outage_)/);
  return cookie;
}

const openDashboard = (cookie: string) => platform.ask('/dashboard', { headers: { ...NAVIGATION, cookie } });

/** Why the proxy answered the dashboard in place of the app; undefined: it did not. */
const dashboardReason = async (cookie: string) => (await openDashboard(cookie)).headers['x-sso-reason'];

// Each group starts platform once.
test.describe.configure({ mode: 'default' });

test.describe('without a grace period', () => {
  test.beforeAll(async () => {
    test.setTimeout(BOOT_LIMIT_MS);
    platform = await startAppWithOwnClerk('platform');
  });
  test.afterAll(() => platform.close());

  test('a token is valid for its whole lifetime, with or without Clerk', async () => {
    const cookie = await signInBefore(0);
    await platform.stopClerk();
    const answer = await openDashboard(cookie);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('Front desk, winter season');
    expect((await platform.ask('/api/me', { headers: { cookie } })).status).toBe(200);
  });

  test('expired tokens get 503: no redirect, no 401; and session sync again when Clerk is back', async () => {
    const cookie = await signInBefore(2 * MINUTE_MS);
    // While Clerk answers, the page that syncs mints the token again.
    expect(await dashboardReason(cookie)).toBe('session_sync_needed; fault=token_expired');
    await platform.stopClerk();
    await expect.poll(async () => (await openDashboard(cookie)).status).toBe(503);
    const down = await openDashboard(cookie);
    expect(down.headers['x-sso-reason']).toBe('clerk_unavailable');
    expect(Number(down.headers['retry-after'])).toBeGreaterThan(0);
    expect(down.body).toContain('http-equiv="refresh"');
    const call = await platform.ask('/api/me', { headers: { cookie } });
    expect([call.status, JSON.parse(call.body).code]).toEqual([503, 'clerk_unavailable']);
    expect(Number(call.headers['retry-after'])).toBeGreaterThan(0);
    // An anonymous visitor is sent to our own sign-in page, which says what is wrong.
    const anonymous = await platform.ask('/dashboard', { headers: NAVIGATION });
    expect([anonymous.status, anonymous.headers['x-sso-reason']]).toEqual([307, 'sign_in_required']);

    await platform.restartClerk();
    await expect.poll(() => dashboardReason(cookie)).toBe('session_sync_needed; fault=token_expired');
  });
});

test.describe('with a grace period of an hour', () => {
  test.beforeAll(async () => {
    test.setTimeout(BOOT_LIMIT_MS);
    platform = await startAppWithOwnClerk('platform', { SSO_OUTAGE_GRACE_MS: String(60 * MINUTE_MS) });
  });
  test.afterAll(() => platform.close());

  test('users read during an outage of 45 minutes, and do not write', async () => {
    const cookie = await signInBefore(45 * MINUTE_MS);
    expect(await dashboardReason(cookie)).toBe('session_sync_needed; fault=token_expired');
    await platform.stopClerk();
    await expect.poll(() => dashboardReason(cookie)).toBe('outage_grace');
    const read = await openDashboard(cookie);
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

  test('the grace period ends: 62 minutes after the token was signed, pages get 503', async () => {
    const cookie = await signInBefore(62 * MINUTE_MS);
    await platform.stopClerk();
    await expect.poll(async () => (await openDashboard(cookie)).status).toBe(503);
    expect(await dashboardReason(cookie)).toBe('clerk_unavailable');
  });
});
