import { decodeJwt } from '@clerk/backend/jwt';
import type { AppName } from '@repo/sso';
import { APPS, evilOrigin, originOf } from '../../fixtures/addresses.ts';
import { signInOverHttp } from '../../fixtures/http-session.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import { NAVIGATION, type RawAnswer, rawRequest } from '../../fixtures/raw-request.ts';

/**
 * A token that Clerk signed for a subdomain that is not in the registry: what a hijacked `evil.<root>` could get if Clerk's
 * allowed subdomains were left open. The stack's Clerk allows that origin (`--extra-origin`); the apps must refuse it.
 *
 * Topology: one Clerk, six apps, no browser; tokens minted for apps and for `evil.<root>`.
 */

const PROTECTED: Partial<Record<AppName, string>> = {
  platform: '/dashboard',
  portal: '/',
  handbook: '/',
  academy: '/members/signing-out-everywhere',
  account: '/profile',
};

test('a token minted for an unknown subdomain opens nothing, by cookie or by bearer', async ({ user }) => {
  const session = await signInOverHttp(user);
  for (const app of APPS) {
    const path = PROTECTED[app] ?? '/';
    const token = await session.mintToken(evilOrigin());
    expect(decodeJwt(token).payload).toMatchObject({ azp: evilOrigin(), sub: user.userId });
    const withToken = session.cookieWith(token);
    // With the real `__client_uat`, and with one that says that nobody is signed in.
    for (const [uat, cookie] of [
      ['as Clerk set it', withToken],
      ['0', withToken.replaceAll(/(__client_uat\w*)=\d+/g, '$1=0')],
    ] as const) {
      const byCookie = await rawRequest(app, { path, headers: { ...NAVIGATION, cookie } });
      expect(byCookie.body, `${app} by cookie`).not.toContain(user.email);
      if (PROTECTED[app]) expect(opensProtected(byCookie), `${app} by cookie, uat ${uat}`).toBe(false);
    }
    const byBearer = await rawRequest(app, { path, headers: { authorization: `Bearer ${token}` } });
    if (PROTECTED[app]) expect(opensProtected(byBearer), `${app} by bearer`).toBe(false);
  }
  const authorization = `Bearer ${await session.mintToken(evilOrigin())}`;
  const api = await rawRequest('platform', { path: '/api/me', headers: { authorization } });
  expect([api.status, JSON.parse(api.body).code]).toEqual([401, 'token_rejected']);
});

test('a page of a sibling cannot write with a user’s session cookie', async ({ user }) => {
  const session = await signInOverHttp(user);
  const cookie = await session.cookieFor('platform');
  const body = JSON.stringify({ name: 'Planted', weeklyHours: 1 });
  const post = (origin: string) =>
    rawRequest('platform', {
      path: '/api/projects',
      method: 'POST',
      body,
      headers: { cookie, origin, 'content-type': 'application/json' },
    });
  expect((await post(evilOrigin())).status).toBe(403);
  expect((await post(originOf('docs'))).status).toBe(403);
  expect((await post(originOf('platform'))).status).toBe(201);
});

/** Whether the answer is a 200 that is not session sync. */
function opensProtected({ status, headers }: RawAnswer): boolean {
  return status === 200 && !String(headers['x-sso-reason'] ?? '').startsWith('session_sync_needed');
}
