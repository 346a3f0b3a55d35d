import { ACCOUNT_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import {
  CALLBACK,
  type Program,
  type ProgramSettings,
  registerProgram,
  returned,
} from '../fixtures/oauth-program.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

async function start(settings: ProgramSettings = {}) {
  const clerk = await startTestClerk();
  const program = await registerProgram(clerk, { consent_screen_enabled: true, ...settings });
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  return { clerk, program, browser };
}

/** What a consent screen sends: the parameters of its own address, and which button was clicked. */
function decision(
  program: Program,
  answer: Record<string, string>,
): [path: string, fields: Record<string, string>] {
  const parameters = Object.fromEntries(new URLSearchParams(program.authorizePath().split('?')[1]));
  return [`/v1/me/oauth/consent/${program.clientId}`, { ...parameters, ...answer }];
}

test('where the application requires it, the user is asked, once for each scope', async () => {
  const { program, browser } = await start();
  const asked = await browser.navigate(program.authorizePath());
  const screen = new URL(asked.headers.get('location') ?? '');
  expect([asked.status, screen.pathname]).toEqual([302, '/oauth-consent']);

  const page = await browser.navigate(screen.pathname + screen.search);
  expect(page.status).toBe(200);
  expect(page.body).toContain('See your e-mail address');
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");

  const { code } = returned(await browser.submitForm(...decision(program, { consented: 'true' })));
  expect((await program.exchange(code ?? '')).status).toBe(200);

  expect(returned(await browser.navigate(program.authorizePath())).code).toBeDefined();
  const more = await browser.navigate(program.authorizePath({ scope: 'email openid' }));
  expect(more.headers.get('location')).toContain('/oauth-consent?');
  const forced = await browser.navigate(program.authorizePath({ prompt: 'consent' }));
  expect(forced.headers.get('location')).toContain('/oauth-consent?');
});

test.each([
  { name: 'Deny', answer: { consented: 'false' } },
  { name: 'no button', answer: {} },
  { name: 'something else', answer: { consented: 'yes' } },
])('$name counts as a refusal', async ({ answer }) => {
  const { program, browser } = await start();
  const parameters = returned(await browser.submitForm(...decision(program, answer)));
  expect(parameters).toMatchObject({ error: 'access_denied' });
  expect(parameters.code).toBeUndefined();
});

test('a consent in the address of the screen is not a click', async () => {
  const { program, browser } = await start();
  const [path, fields] = decision(program, { consented: 'true' });
  const body = new URLSearchParams(fields);
  body.append('consented', 'false');
  expect(returned(await browser.submitForm(path, body)).error).toBe('access_denied');
});

test('prompt=none does not ask: the client gets consent_required', async () => {
  const { program, browser } = await start();
  const parameters = returned(await browser.navigate(program.authorizePath({ prompt: 'none' })));
  expect(parameters.error).toBe('consent_required');
});

test('the screen shows names as text, never as markup', async () => {
  const { program, browser } = await start({ name: '<img src=x onerror=alert(1)>' });
  const path = program
    .authorizePath({ state: '"><svg onload=alert(1)>' })
    .replace('/oauth/authorize', '/oauth-consent');
  const { body } = await browser.navigate(path);
  expect(body).not.toContain('<img');
  expect(body).not.toContain('<svg');
});

test.each([
  { name: 'another site', headers: { origin: 'http://evil.acme.localhost:3000' }, status: 400 },
  { name: 'no site at all', headers: {}, status: 400 },
  { name: 'a sandboxed page', headers: { origin: 'null' }, status: 400 },
])('a form of $name does not consent', async ({ headers, status }) => {
  const { clerk, program, browser } = await start();
  const [path, fields] = decision(program, { consented: 'true' });
  const cookie = `__client=${browser.cookies.get('__client')}`;
  const answer = await fetch(clerk.url + path, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...headers, cookie },
    body: new URLSearchParams(fields),
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([status, null]);
});

test('the form is checked again: its client and redirect URI are not trusted', async () => {
  const { clerk, program, browser } = await start();
  const other = await registerProgram(clerk, { name: 'Other', consent_screen_enabled: true });
  const [path, fields] = decision(program, { consented: 'true' });
  const { status, headers } = await browser.submitForm(path, {
    ...fields,
    redirect_uri: 'http://evil.test/',
  });
  expect([status, headers.get('location')]).toEqual([400, null]);
  const { code } = returned(await browser.submitForm(path, { ...fields, client_id: other.clientId }));
  expect((await other.exchange(code ?? '')).body.error).toBe('invalid_grant');
});

test('a user chooses among their own organizations', async () => {
  const { program, browser } = await start();
  const [path, fields] = decision(program, { consented: 'true', scope: 'user:org:read' });
  const { code } = returned(await browser.submitForm(path, { ...fields, organization_id: 'org_acme' }));
  const { body } = await program.exchange(code ?? '');
  const info = await program.post('/oauth/token_info', { token: body.access_token });
  expect(info.body).toMatchObject({ active: true, org_id: 'org_acme' });
  expect((await browser.submitForm(path, { ...fields, organization_id: 'org_x' })).status).toBe(404);
});

test('a consent screen of an app gets what it has to show', async () => {
  const { program, browser } = await start();
  const query = new URLSearchParams({ scope: 'email', redirect_uri: CALLBACK });
  const { status, body } = await browser.get(`/v1/me/oauth/consent/${program.clientId}?${query}`);
  expect([status, body]).toEqual([
    200,
    {
      oauth_application_name: 'Program',
      oauth_application_logo_url: null,
      oauth_application_url: null,
      client_id: program.clientId,
      redirect_domain: 'program.test',
      scopes: [{ scope: 'email', description: 'See your e-mail address', requires_consent: true }],
    },
  ]);
  const unknown = new URLSearchParams({ redirect_uri: 'http://evil.test/' });
  expect(
    (await browser.get(`/v1/me/oauth/consent/${program.clientId}?${unknown}`)).body.redirect_domain,
  ).toBeNull();
});

test.each([
  { name: 'an unknown application', makePath: () => '/v1/me/oauth/consent/nobody', status: 404 },
  {
    name: 'an application without consent screen',
    settings: { consent_screen_enabled: false },
    makePath: ({ clientId }: Program) => `/v1/me/oauth/consent/${clientId}`,
    status: 422,
  },
])('$name has no consent to give: $status', async ({ settings, makePath, status }) => {
  const { program, browser } = await start(settings);
  expect((await browser.get(makePath(program))).status).toBe(status);
  expect((await browser.post(makePath(program), { consented: 'true' })).status).toBe(status);
});

test('consent needs a session', async () => {
  const { clerk, program } = await start();
  const anonymous = new TestBrowser(clerk);
  expect((await anonymous.submitForm(...decision(program, { consented: 'true' }))).status).toBe(401);
  const page = await anonymous.navigate(
    program.authorizePath().replace('/oauth/authorize', '/oauth-consent'),
  );
  expect(page.headers.get('location')).toContain(`${ACCOUNT_ORIGIN}/sign-in?redirect_url=`);
});
