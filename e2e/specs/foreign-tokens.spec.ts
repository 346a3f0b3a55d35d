import { decodeJwt } from '@clerk/backend/jwt';
import type { AppName } from '@repo/auth/config';
import { APPS, clerkUrl, evilOrigin, urlOf } from '../fixtures/addresses.ts';
import { cookieHeader, NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { readStackInfo } from '../fixtures/stack.ts';
import { expect, test } from '../fixtures/test.ts';

/**
 * A token that Clerk really signed, for a subdomain that no registry names: what a hijacked `evil.<root>` could get if
 * Clerk's allowed subdomains were left open. The stack's Clerk lets that origin in (`--extra-origin`); the apps must not.
 */

const PROTECTED: Partial<Record<AppName, string>> = {
  platform: '/dashboard',
  portal: '/',
  handbook: '/',
  academy: '/members/signing-out-everywhere',
  account: '/profile',
};

test('a token minted for evil opens nothing, by cookie or by bearer', async ({ page, context, signedIn }) => {
  const token = await mintFor(evilOrigin(), await cookieHeaderOfClerk());
  expect(decodeJwt(token).payload).toMatchObject({ azp: evilOrigin(), sub: signedIn.userId });

  const suffix = (await context.cookies(urlOf('account')))
    .find(({ name }) => name.startsWith('__session_'))
    ?.name.slice('__session_'.length);
  const uat =
    (await context.cookies(urlOf('account'))).find(({ name }) => name === '__client_uat')?.value ?? '1';
  for (const app of APPS) {
    const path = PROTECTED[app] ?? '/';
    for (const clientUat of ['0', uat]) {
      const cookie = ['__session', `__session_${suffix}`].map((name) => `${name}=${token}`).join('; ');
      const uats = ['__client_uat', `__client_uat_${suffix}`]
        .map((name) => `${name}=${clientUat}`)
        .join('; ');
      const byCookie = await rawRequest(app, {
        path,
        headers: { ...NAVIGATION, cookie: `${cookie}; ${uats}` },
      });
      expect(byCookie.body, `${app} by cookie`).not.toContain(signedIn.email);
      if (PROTECTED[app]) expect(opensProtected(byCookie), `${app} by cookie, uat ${clientUat}`).toBe(false);
    }
    const byBearer = await rawRequest(app, { path, headers: { authorization: `Bearer ${token}` } });
    if (PROTECTED[app]) expect(opensProtected(byBearer), `${app} by bearer`).toBe(false);
  }
  const api = await rawRequest('platform', {
    path: '/api/me',
    headers: { authorization: `Bearer ${token}` },
  });
  expect([api.status, JSON.parse(api.body).code]).toEqual([401, 'token_rejected']);

  async function cookieHeaderOfClerk(): Promise<string> {
    await page.waitForFunction(() => 'Clerk' in window);
    return (await context.cookies(clerkUrl('/'))).map(({ name, value }) => `${name}=${value}`).join('; ');
  }
});

test("a declared caller's token is a bearer token, and nobody else's is", async ({
  page,
  context,
  signedIn,
}) => {
  for (const [caller, status] of [
    ['academy', 200],
    ['platform', 200],
    ['portal', 401],
    ['docs', 401],
  ] as const) {
    await page.goto(urlOf(caller));
    await page.getByRole('button', { name: 'Open user menu' }).waitFor();
    const cookie = (await cookieHeader(context, caller)).match(/__session=([^;]+)/)?.[1] ?? '';
    const answer = await rawRequest('platform', {
      path: '/api/me',
      headers: { authorization: `Bearer ${cookie}` },
    });
    expect([caller, answer.status]).toEqual([caller, status]);
    if (status === 200) expect(JSON.parse(answer.body).userId).toBe(signedIn.userId);
  }
});

test('a page of a sibling cannot write with somebody’s session cookie', async ({
  page,
  context,
  signedIn,
}) => {
  expect(signedIn.userId).toBeTruthy();
  await page.goto(urlOf('platform'));
  await page.getByRole('button', { name: 'Open user menu' }).waitFor();
  const cookie = await cookieHeader(context, 'platform');
  const body = JSON.stringify({ name: 'Planted', weeklyHours: 1 });
  const post = (origin: string) =>
    rawRequest('platform', {
      path: '/api/projects',
      method: 'POST',
      body,
      headers: { cookie, origin, 'content-type': 'application/json' },
    });
  expect((await post(evilOrigin())).status).toBe(403);
  expect((await post(urlOf('docs').slice(0, -1))).status).toBe(403);
  expect((await post(urlOf('platform').slice(0, -1))).status).toBe(201);
});

/** A 200 that is neither session sync nor a sign-in page. */
function opensProtected({ status, body }: { status: number; body: string }): boolean {
  return status === 200 && !body.includes('getToken({ skipCache: true })');
}

async function mintFor(origin: string, cookie: string): Promise<string> {
  const { apiUrl } = readStackInfo();
  const headers = { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' };
  const client = await (await fetch(`${apiUrl}/v1/client`, { headers })).json();
  const sessionId: string = client.response.last_active_session_id;
  const minted = await fetch(`${apiUrl}/v1/client/sessions/${sessionId}/tokens`, { method: 'POST', headers });
  const { jwt }: { jwt: string } = await minted.json();
  return jwt;
}
