import { ACCOUNT_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import {
  CALLBACK,
  challengeOf,
  obtainCode,
  type ProgramSettings,
  registerProgram,
  returned,
  STATE,
  VERIFIER,
} from '../fixtures/oauth-program.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const CLERK_ORIGIN = 'http://clerk.acme.localhost:3000';

function basic(clientId: string, clientSecret: string): string {
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}

async function start(settings: ProgramSettings = {}, identifier: string | null = 'ada@acme.test') {
  const clock = { aheadMs: 0 };
  const clerk = await startTestClerk({ nowMs: () => Date.now() + clock.aheadMs });
  const program = await registerProgram(clerk, settings);
  const browser = new TestBrowser(clerk);
  if (identifier !== null) await browser.submitPassword(identifier, SEED_PASSWORD);
  return { clock, clerk, program, browser };
}

test('a signed-in browser comes back with a code and the state; the code becomes tokens', async () => {
  const { program, browser } = await start();
  const answer = await browser.navigate(program.authorizePath());
  expect(answer.status).toBe(302);
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  const { code = '', state } = returned(answer);
  expect(state).toBe(STATE);
  const { status, headers, body } = await program.exchange(code);
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(body).toEqual({
    access_token: expect.stringMatching(/^oat_/),
    token_type: 'Bearer',
    expires_in: 86_400,
    scope: 'profile email',
  });
});

test('a signed-out browser goes to the sign-in page, and from there back to where it was', async () => {
  const { program, browser } = await start({}, null);
  const answer = await browser.navigate(program.authorizePath());
  const target = new URL(answer.headers.get('location') ?? '');
  expect([answer.status, target.origin + target.pathname]).toEqual([302, `${ACCOUNT_ORIGIN}/sign-in`]);
  expect(target.searchParams.get('redirect_url')).toBe(`${CLERK_ORIGIN}${program.authorizePath()}`);
});

test.each([
  {
    name: 'prompt=none, signed out',
    identifier: null,
    parameters: { prompt: 'none' },
    error: 'login_required',
  },
  { name: 'prompt=login', parameters: { prompt: 'login' }, error: 'invalid_request' },
  { name: 'prompt=none with another', parameters: { prompt: 'none consent' }, error: 'invalid_request' },
  { name: 'no response_type', parameters: { response_type: null }, error: 'unsupported_response_type' },
  { name: 'the implicit flow', parameters: { response_type: 'token' }, error: 'unsupported_response_type' },
  { name: 'a short state', parameters: { state: 'short' }, error: 'invalid_state' },
  { name: 'an unknown scope', parameters: { scope: 'root' }, error: 'invalid_scope' },
  { name: 'an empty scope', parameters: { scope: ' ' }, error: 'invalid_scope' },
  { name: 'a plain challenge', parameters: { code_challenge_method: 'plain' }, error: 'invalid_request' },
  {
    name: 'a challenge without method',
    parameters: { code_challenge_method: null },
    error: 'invalid_request',
  },
  { name: 'a method without challenge', parameters: { code_challenge: null }, error: 'invalid_request' },
  { name: 'a challenge that is not a hash', parameters: { code_challenge: 'abc' }, error: 'invalid_request' },
  { name: 'an unknown response_mode', parameters: { response_mode: 'fragment' }, error: 'invalid_request' },
  {
    name: 'a public client without challenge',
    settings: { public: true },
    parameters: { code_challenge: null, code_challenge_method: null },
    error: 'invalid_request',
  },
  {
    name: 'no challenge where one is required',
    settings: { pkce_required: true },
    parameters: { code_challenge: null, code_challenge_method: null },
    error: 'invalid_request',
  },
  {
    name: 'a scope of another application',
    settings: { scopes: 'profile' },
    parameters: { scope: 'email' },
    error: 'invalid_scope',
  },
])('$name: the client gets $error', async ({ settings, identifier = 'ada@acme.test', parameters, error }) => {
  const { program, browser } = await start(settings, identifier);
  const { code, ...answer } = returned(await browser.navigate(program.authorizePath(parameters)));
  expect(code).toBeUndefined();
  expect(answer).toMatchObject({ error, error_description: expect.any(String) });
});

test.each([
  {
    name: 'an unknown client',
    parameters: { client_id: 'nobody' },
    status: 401,
    code: 'oauth_client_invalid',
  },
  { name: 'no client', parameters: { client_id: null }, status: 401, code: 'oauth_client_invalid' },
  ...[
    'http://evil.test/callback',
    CALLBACK.toUpperCase(),
    `${CALLBACK}&more=1`,
    CALLBACK.slice(0, -1),
    `${CALLBACK}/`,
    CALLBACK.replace('http:', 'https:'),
    CALLBACK.replace('program.test', 'program.test:80'),
    CALLBACK.replace('/callback', '/x/../callback'),
    '/callback',
    'javascript:alert(1)',
  ].map((uri) => ({
    name: `redirect_uri ${uri}`,
    parameters: { redirect_uri: uri },
    status: 400,
    code: 'oauth_redirect_uri_invalid',
  })),
])('$name: the browser is not redirected', async ({ parameters, status, code }) => {
  const { program, browser } = await start();
  const answer = await browser.navigate(program.authorizePath(parameters));
  expect([answer.status, answer.headers.get('location')]).toEqual([status, null]);
  expect(answer.body.errors[0].code).toBe(code);
});

test('a repeated parameter is refused: two parsers could each use another value', async () => {
  const { program, browser } = await start();
  const answer = await browser.navigate(`${program.authorizePath()}&redirect_uri=http://evil.test/`);
  expect([answer.status, answer.body.errors[0].code]).toEqual([400, 'oauth_request_invalid']);
});

test('the redirect URI may be left out where one is registered, and not where two are', async () => {
  const { program, browser, clerk } = await start();
  const code = await obtainCode(browser, program, { redirect_uri: null });
  // It was left out in the request, so it is left out here.
  expect((await program.exchange(code)).body.error).toBe('invalid_grant');
  const again = await obtainCode(browser, program, { redirect_uri: null });
  expect((await program.exchange(again, { redirect_uri: '' })).status).toBe(200);
  const two = await registerProgram(clerk, { redirect_uris: [CALLBACK, 'http://program.test/other'] });
  expect((await browser.navigate(two.authorizePath({ redirect_uri: null }))).status).toBe(400);
});

test('response_mode=form_post responds with a form for the client, all text escaped', async () => {
  const { program, browser } = await start();
  const state = '"><script>alert(1)</script>';
  const { status, headers, body } = await browser.navigate(
    program.authorizePath({ response_mode: 'form_post', state }),
  );
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
  expect(body).toContain(`action="${CALLBACK}"`);
  expect(body).toMatch(/name="code" value="[\w-]{43}"/);
  expect(body).not.toContain('<script>alert');
});

test('/oauth/authorize accepts a POST as well, from any site, and no page can read it', async () => {
  const { program, clerk } = await start();
  const body = new URLSearchParams(program.authorizePath().split('?')[1]);
  const answer = await fetch(`${clerk.url}/oauth/authorize`, {
    method: 'POST',
    headers: { origin: 'http://program.test' },
    redirect: 'manual',
    body,
  });
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([303, null]);
  expect(answer.headers.get('location')).toContain(`${ACCOUNT_ORIGIN}/sign-in`);
});

test('a code works once; its second use ends the tokens of the first', async () => {
  const { program, browser } = await start();
  const code = await obtainCode(browser, program);
  const first = await program.exchange(code);
  expect((await program.exchange(code)).body.error).toBe('invalid_grant');
  const info = await program.post('/oauth/token_info', { token: first.body.access_token });
  expect(info.body).toEqual({ active: false });
});

test('of two exchanges of one code at once, one wins', async () => {
  const { program, browser } = await start();
  const code = await obtainCode(browser, program);
  const answers = await Promise.all([program.exchange(code), program.exchange(code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
});

test('a code older than ten minutes is refused', async () => {
  const { program, browser, clock } = await start();
  const code = await obtainCode(browser, program);
  clock.aheadMs = 600_001;
  expect((await program.exchange(code)).body.error).toBe('invalid_grant');
});

test.each([
  { name: 'no code', fields: { code: '' }, status: 400, error: 'invalid_request' },
  { name: 'another code', fields: { code: 'x' }, status: 400, error: 'invalid_grant' },
  {
    name: 'another redirect URI',
    fields: { redirect_uri: 'http://evil.test/' },
    status: 400,
    error: 'invalid_grant',
  },
  { name: 'no redirect URI', fields: { redirect_uri: '' }, status: 400, error: 'invalid_grant' },
  {
    name: 'another verifier',
    fields: { code_verifier: `${VERIFIER}x` },
    status: 400,
    error: 'invalid_grant',
  },
  {
    name: 'the challenge as verifier',
    fields: { code_verifier: challengeOf(VERIFIER) },
    status: 400,
    error: 'invalid_grant',
  },
  { name: 'no verifier', fields: { code_verifier: '' }, status: 400, error: 'invalid_grant' },
  {
    name: 'a password grant',
    fields: { grant_type: 'password' },
    status: 401,
    error: 'unsupported_grant_type',
  },
  { name: 'no grant type', fields: { grant_type: '' }, status: 400, error: 'invalid_request' },
])('an exchange with $name is refused: $error', async ({ fields, status, error }) => {
  const { program, browser } = await start();
  const code = await obtainCode(browser, program);
  const answer = await program.exchange(code, fields);
  expect([answer.status, answer.body.error]).toEqual([status, error]);
});

test('a verifier without a challenge is refused: PKCE was removed from the request', async () => {
  const { program, browser } = await start();
  const code = await obtainCode(browser, program, { code_challenge: null, code_challenge_method: null });
  expect((await program.exchange(code)).body.error).toBe('invalid_grant');
  expect((await program.exchange(code, { code_verifier: '' })).status).toBe(200);
});

test('a code works only for the client that requested it', async () => {
  const { program, browser, clerk } = await start();
  const other = await registerProgram(clerk, { name: 'Other' });
  const code = await obtainCode(browser, program);
  expect((await other.exchange(code)).body.error).toBe('invalid_grant');
  expect((await program.exchange(code)).status).toBe(200);
});

test.each([
  { name: 'a wrong secret', makeHeader: (id: string) => basic(id, 'wrong') },
  { name: 'no secret', makeHeader: (id: string) => basic(id, '') },
  { name: 'an unknown client', makeHeader: () => basic('nobody', 'x') },
  { name: 'Basic that is not a pair', makeHeader: () => 'Basic !!!' },
  { name: 'Basic with a broken escape', makeHeader: (id: string) => basic(id, '%E0%A4%A') },
  { name: 'no client at all', makeHeader: () => '' },
])('a client with $name is refused: 401 invalid_client', async ({ makeHeader }) => {
  const { program, clerk } = await start();
  for (const path of ['/oauth/token', '/oauth/token_info', '/oauth/token/revoke']) {
    const answer = await fetch(clerk.url + path, {
      method: 'POST',
      headers: { authorization: makeHeader(program.clientId) },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x', token: 'x' }),
    });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="oauth"']);
    expect(await answer.json()).toMatchObject({ error: 'invalid_client' });
  }
});

test('a client may authenticate in the form, but not in both ways at once', async () => {
  const { program, browser, clerk } = await start();
  const code = await obtainCode(browser, program);
  expect((await program.exchange(code, { client_secret: program.clientSecret })).body.error).toBe(
    'invalid_request',
  );
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    client_id: program.clientId,
    client_secret: program.clientSecret,
  });
  const answer = await fetch(`${clerk.url}/oauth/token`, { method: 'POST', body });
  expect(answer.status).toBe(200);
});

test('a public client exchanges with its verifier alone, and any secret is refused', async () => {
  const { program, browser } = await start({ public: true });
  const code = await obtainCode(browser, program);
  expect((await program.exchange(code, { client_secret: 'x' })).status).toBe(401);
  expect((await program.exchange(code)).status).toBe(200);
});

test('offline_access brings a refresh token, which is replaced at each use; the old one ends everything', async () => {
  const { program, browser } = await start();
  const code = await obtainCode(browser, program, { scope: 'profile email offline_access' });
  const { body: first } = await program.exchange(code);
  const refresh = (token: string, more = {}) =>
    program.post('/oauth/token', { grant_type: 'refresh_token', refresh_token: token, ...more });
  const { body: second } = await refresh(first.refresh_token, { scope: 'email' });
  expect(second).toMatchObject({ scope: 'email', refresh_token: expect.stringMatching(/^ort_/) });
  expect((await refresh(second.refresh_token, { scope: 'private_metadata' })).body.error).toBe(
    'invalid_request',
  );
  const { body: third } = await refresh(second.refresh_token);
  expect(third.scope).toBe('profile email offline_access');

  expect((await refresh(first.refresh_token)).body.error).toBe('invalid_grant');
  expect((await refresh(third.refresh_token)).body.error).toBe('invalid_grant');
  const info = await program.post('/oauth/token_info', { token: third.access_token });
  expect(info.body).toEqual({ active: false });
});

test('a refresh token works only for its client, is not an access token, and ends with its user', async () => {
  const { program, browser, clerk } = await start();
  const other = await registerProgram(clerk, { name: 'Other' });
  const { body } = await program.exchange(await obtainCode(browser, program, { scope: 'offline_access' }));
  const fields = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
  expect((await other.post('/oauth/token', fields)).body.error).toBe('invalid_grant');
  const asAccess = { headers: { authorization: `Bearer ${body.refresh_token}` } };
  expect((await fetch(`${clerk.url}/oauth/userinfo`, asAccess)).status).toBe(401);
  const headers = { authorization: `Bearer ${clerk.secretKey}` };
  await fetch(`${clerk.url}/v1/users/user_ada/ban`, { method: 'POST', headers });
  expect((await program.post('/oauth/token', fields)).body.error).toBe('invalid_grant');
});

test('the metadata names addresses that respond, and every page may read it', async () => {
  const { clerk } = await start({}, null);
  for (const path of ['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server']) {
    const answer = await fetch(clerk.url + path, { headers: { origin: 'http://program.test' } });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(await answer.json()).toMatchObject({
      issuer: CLERK_ORIGIN.replace('http:', 'https:'),
      authorization_endpoint: `${CLERK_ORIGIN}/oauth/authorize`,
      code_challenge_methods_supported: ['S256'],
    });
  }
});

test('a client that runs in a page of another site exchanges its code', async () => {
  const { clerk } = await start({}, null);
  const preflight = await fetch(`${clerk.url}/oauth/token`, {
    method: 'OPTIONS',
    headers: { origin: 'http://program.test', 'access-control-request-method': 'POST' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
});

test.each([
  { name: 'no form', init: { body: '{', headers: { 'content-type': 'application/json' } } },
  { name: 'nothing', init: {} },
  {
    name: 'a field twice',
    init: { body: new URLSearchParams('grant_type=a&grant_type=b&client_id=x&client_id=x') },
  },
])('$name at the token endpoint is an OAuth error, not a failure', async ({ init }) => {
  const { clerk } = await start({}, null);
  const answer = await fetch(`${clerk.url}/oauth/token`, { method: 'POST', ...init });
  expect([400, 401]).toContain(answer.status);
  expect(await answer.json()).toMatchObject({ error: expect.stringMatching(/^invalid_/) });
});

test('a body beyond 1 MB is refused at the token endpoint too', async () => {
  const { clerk } = await start({}, null);
  const answer = await fetch(`${clerk.url}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'x'.repeat(1024 * 1024) }),
  });
  expect(answer.status).toBe(413);
});
