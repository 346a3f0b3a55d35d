import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

async function signedInBrowser(options: Parameters<typeof startTestClerk>[0] = {}) {
  const clerk = await startTestClerk(options);
  const browser = new TestBrowser(clerk);
  const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  return { clerk, browser, sessionPath: `/v1/client/sessions/${body.response.created_session_id}` };
}

test('a token has the documented header and claims', async () => {
  const atMs = 1_800_000_000_000;
  const { browser, sessionPath } = await signedInBrowser({ nowMs: () => atMs });
  const { body } = await browser.post(`${sessionPath}/tokens`, {});
  expect(decodeProtectedHeader(body.jwt)).toEqual({
    alg: 'RS256',
    typ: 'JWT',
    kid: expect.stringMatching(/^ins_/),
    cat: 'cl_B7d4PD111AAA',
  });
  expect(decodeJwt(body.jwt)).toEqual({
    iss: 'https://clerk.acme.localhost:3000',
    sub: 'user_ada',
    sid: sessionPath.split('/').at(-1),
    iat: atMs / 1000,
    nbf: atMs / 1000 - 10,
    exp: atMs / 1000 + 60,
    jti: expect.any(String),
    azp: ACCOUNT_ORIGIN,
    fva: [0, -1],
    sts: 'active',
    v: 2,
    o: { id: 'org_acme', slg: 'acme', rol: 'admin', per: 'read,manage', fpm: '3,3,2,0' },
    fea: 'o:tickets,o:projects,o:billing,o:audit_log',
    pla: 'o:team,u:free_user',
  });
});

test.each([
  { azp: 'origin', expected: ACCOUNT_ORIGIN },
  { azp: 'redirect-origin', expected: ACCOUNT_ORIGIN },
  { azp: 'never', expected: undefined },
] as const)('azp "$azp": a token asked for by a page has azp $expected', async ({ azp, expected }) => {
  const { browser, sessionPath } = await signedInBrowser({ azp });
  const { body } = await browser.post(`${sessionPath}/tokens`, {});
  expect(decodeJwt(body.jwt).azp).toBe(expected);
});

test("GET /client mints each app its own token: a sibling's azp is never handed out", async () => {
  const { clerk, browser } = await signedInBrowser();
  const answer = await fetch(`${clerk.url}/v1/client`, {
    headers: { origin: PLATFORM_ORIGIN, cookie: `__client=${browser.cookies.get('__client')}` },
  });
  const jwt = /"jwt":"([^"]+)"/.exec(await answer.text())?.[1] ?? '';
  expect(decodeJwt(jwt).azp).toBe(PLATFORM_ORIGIN);
});

test.each([
  { name: 'empty: personal account', organization_id: '', expected: undefined },
  { name: 'slug', organization_id: 'acme', expected: 'org_acme' },
])('tokens with organization_id $name', async ({ organization_id, expected }) => {
  const { browser, sessionPath } = await signedInBrowser();
  const { body } = await browser.post(`${sessionPath}/tokens`, { organization_id });
  expect(decodeJwt<{ o?: { id: string } }>(body.jwt).o?.id).toBe(expected);
});

test('touch makes an organization the active one, also for the next sign-in', async () => {
  const { clerk, browser, sessionPath } = await signedInBrowser();
  await browser.post('/v1/organizations', { name: 'Beta Works' });
  const touched = await browser.post(`${sessionPath}/touch`, { active_organization_id: 'beta-works' });
  const { last_active_organization_id } = touched.body.response;
  expect(last_active_organization_id).not.toBe('org_acme');
  const later = await new TestBrowser(clerk).submitPassword('ada@acme.test', SEED_PASSWORD);
  expect(later.body.client.sessions[0]).toMatchObject({ last_active_organization_id });
});

test("another user's organization is 404, not the 401 or 422 that would sign the user out", async () => {
  const { browser, sessionPath } = await signedInBrowser();
  const { status } = await browser.post(`${sessionPath}/touch`, { active_organization_id: 'org_of_others' });
  expect(status).toBe(404);
});

test.each([
  { name: 'sign out of everything', path: () => '/v1/client/sessions?_method=DELETE' },
  { name: 'remove one session', path: (session: string) => `${session}/remove` },
  { name: 'end one session', path: (session: string) => `${session}/end` },
])('$name: __client_uat is 0 in both names, the session mints no token any more', async ({ path }) => {
  const { browser, sessionPath } = await signedInBrowser();
  const { body } = await browser.post(path(sessionPath));
  expect(body.client.sessions).toEqual([]);
  expect(browser.cookies.get('__client_uat')).toBe('0');
  expect(browser.cookies.get('__client_uat_XLTBQmIK')).toBe('0');
  expect((await browser.post(`${sessionPath}/tokens`)).status).toBe(401);
});

test('a session is revoked elsewhere: the next GET /client shows it and sets __client_uat to 0', async () => {
  const { clerk, browser, sessionPath } = await signedInBrowser();
  const elsewhere = new TestBrowser(clerk);
  await elsewhere.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await elsewhere.post(`/v1/me/sessions/${sessionPath.split('/').at(-1)}/revoke`);
  expect((await browser.post(`${sessionPath}/touch`)).status).toBe(401);
  expect((await browser.get('/v1/client')).body.response.sessions).toEqual([]);
  expect(browser.cookies.get('__client_uat')).toBe('0');
});

test("another browser's session is not found", async () => {
  const { clerk, sessionPath } = await signedInBrowser();
  const otherBrowser = new TestBrowser(clerk);
  await otherBrowser.signInWithPassword('alan@acme.test', SEED_PASSWORD);
  expect((await otherBrowser.post(`${sessionPath}/tokens`)).status).toBe(404);
});

test('an anonymous browser gets no client and no cookie', async () => {
  const browser = new TestBrowser(await startTestClerk());
  const { body, headers } = await browser.get('/v1/client');
  expect(body).toEqual({ response: null, client: null });
  expect(headers.getSetCookie()).toEqual([]);
});
