import { verifyToken } from '@clerk/backend';
import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startWithTotp } from '../fixtures/authenticator.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const ADA = 'ada@acme.test';

test('a password signs in, and tokens name the origin that asked', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  const signedIn = await browser.signInWithPassword(ADA, SEED_PASSWORD);
  expect(signedIn).toEqual({ userId: 'user_ada', sessionId: browser.sessionId });
  const { jwtKey } = clerk;
  const own = await verifyToken(await browser.mintToken(), { jwtKey });
  expect(own).toMatchObject({ sub: 'user_ada', sid: signedIn.sessionId, azp: ACCOUNT_ORIGIN });
  const other = await verifyToken(await browser.mintToken({ origin: PLATFORM_ORIGIN }), { jwtKey });
  expect(other.azp).toBe(PLATFORM_ORIGIN);
});

test('a user is signed in without their password, in an organization', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk, { origin: PLATFORM_ORIGIN });
  expect((await browser.signInAs('user_grace')).userId).toBe('user_grace');
  await browser.setActiveOrganization('org_acme');
  const token = await verifyToken(await browser.mintToken(), { jwtKey: clerk.jwtKey });
  expect(token).toMatchObject({ sub: 'user_grace', azp: PLATFORM_ORIGIN, o: { id: 'org_acme' } });
});

test('an app receives both names of each cookie, and the SDK accepts them', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  await browser.signInAs('user_ada');
  const cookie = browser.appCookies(await browser.mintToken());
  const request = new Request(`${ACCOUNT_ORIGIN}/`, { headers: { cookie, accept: 'text/html' } });
  const state = await createBackend(clerk).authenticateRequest(request, { jwtKey: clerk.jwtKey });
  expect(state.status).toBe('signed-in');
  const names = cookie.split('; ').map((pair) => pair.split('=', 1)[0]);
  const suffix = names[1]?.slice('__client_uat_'.length);
  expect(suffix).toMatch(/^[\w-]{8}$/);
  expect(names).toEqual(['__client_uat', `__client_uat_${suffix}`, '__session', `__session_${suffix}`]);
});

test('the cookies keep what Playwright needs: domain, path, HttpOnly', async () => {
  const browser = new TestBrowser(await startTestClerk());
  await browser.signInAs('user_ada');
  const cookies = browser.cookies.list();
  expect(cookies.find(({ name }) => name === '__client')).toMatchObject({
    domain: undefined,
    httpOnly: true,
    path: '/',
  });
  expect(cookies.find(({ name }) => name === '__client_uat')).toMatchObject({
    domain: 'acme.localhost',
    httpOnly: false,
  });
});

test('sign-out ends the session', async () => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  const { sessionId } = await browser.signInAs('user_ada');
  await browser.signOut();
  await expect(browser.mintToken()).rejects.toMatchObject({ code: 'not_signed_in' });
  expect((await createBackend(clerk).sessions.getSession(sessionId)).status).toBe('removed');
});

test.each([
  { name: 'no sign-in', code: 'not_signed_in', run: (b: TestBrowser) => b.mintToken() },
  {
    name: 'a wrong password',
    code: 'frontend_api_refused',
    run: (b: TestBrowser) => b.signInWithPassword(ADA, 'no'),
  },
  { name: 'a wrong ticket', code: 'frontend_api_refused', run: (b: TestBrowser) => b.signInWithTicket('no') },
  { name: 'an unknown user', code: 'frontend_api_refused', run: (b: TestBrowser) => b.signInAs('user_x') },
])('$name: $code', async ({ code, run }) => {
  const browser = new TestBrowser(await startTestClerk());
  await expect(run(browser)).rejects.toMatchObject({ name: 'FrontendApiError', code });
});

test('an unknown JWT template is refused with status 404', async () => {
  const browser = new TestBrowser(await startTestClerk());
  await browser.signInAs('user_ada');
  const minting = browser.mintToken({ template: 'unknown' });
  await expect(minting).rejects.toMatchObject({ code: 'frontend_api_refused', status: 404 });
});

test('a second factor makes the sign-in incomplete, and the error names its status', async () => {
  const { clerk } = await startWithTotp();
  await expect(new TestBrowser(clerk).signInWithPassword(ADA, SEED_PASSWORD)).rejects.toMatchObject({
    code: 'sign_in_incomplete',
    signInStatus: 'needs_second_factor',
  });
});

test('a Clerk that does not answer is frontend_api_unreachable', async () => {
  const clerk = await startTestClerk();
  clerk.faults.set({ answer: 'down' });
  const signingIn = new TestBrowser(clerk).signInWithPassword(ADA, SEED_PASSWORD);
  await expect(signingIn).rejects.toMatchObject({ code: 'frontend_api_unreachable', status: undefined });
});
