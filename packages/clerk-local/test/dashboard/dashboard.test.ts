import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const APP_ORIGIN = 'http://account.acme.localhost:3000';

/** Asks for an e-mail code at sign-up, so that one message is in the inbox. */
async function startWithMessage() {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk);
  const fields = { email_address: 'nora@acme.test', password: SEED_PASSWORD };
  const { id } = (await browser.post('/v1/client/sign_ups', fields)).body.response;
  await browser.post(`/v1/client/sign_ups/${id}/prepare_verification`, { strategy: 'email_code' });
  return { clerk, browser };
}

const PAGES = [
  '/',
  '/inbox',
  '/users',
  '/users/user_ada',
  '/sessions',
  '/organizations',
  '/deliveries',
  '/faults',
  '/requests',
];

test.each([...PAGES, '/inbox.json'])(
  '%s is stored by no cache and readable by no other origin',
  async (path) => {
    const { url } = await startTestClerk();
    const { headers, status } = await fetch(`${url}${path}`, { headers: { origin: APP_ORIGIN } });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  },
);

test.each(PAGES)('%s runs only scripts with the nonce of its response', async (path) => {
  const { url } = await startTestClerk();
  const [first, second] = await Promise.all([fetch(`${url}${path}`), fetch(`${url}${path}`)]);
  const policy = first.headers.get('content-security-policy') ?? '';
  const nonce = /style-src 'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  const page = await first.text();
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toBe(second.headers.get('content-security-policy'));
  expect(page).toContain(`<style nonce="${nonce}">`);
  expect(page).not.toMatch(/ style="| on[a-z]+="|<script>|(src|href)="https?:\/\/(?![a-z.]*acme\.localhost)/);
});

test('the inbox shows the latest message first, with its code', async () => {
  const { clerk, browser } = await startWithMessage();
  const { messages } = (await browser.get('/inbox.json')).body;
  expect(messages).toMatchObject([{ to: 'nora@acme.test', code: expect.stringMatching(/^\d{6}$/) }]);
  const page = await (await fetch(`${clerk.url}/inbox`)).text();
  expect(page).toContain(`<span class="digits" data-field="code">${messages[0].code}</span>`);
});

test('an empty inbox explains how a message gets there', async () => {
  const { url } = await startTestClerk();
  expect(await (await fetch(`${url}/inbox`)).text()).toMatch(/id="empty" >/);
});

test('the start page shows a seeded password only while it is the account’s', async () => {
  const clerk = await startTestClerk();
  const countPasswords = async () =>
    (await (await fetch(clerk.url)).text()).split(`<code>${SEED_PASSWORD}</code>`).length - 1;
  expect(await countPasswords()).toBe(3);
  await fetch(`${clerk.url}/v1/users/user_alan`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${clerk.secretKey}` },
  });
  expect(await countPasswords()).toBe(2);
});

test('user input is shown as text, not as markup', async () => {
  const applicationName = '<img src=x onerror=alert(1)>';
  const { url } = await startTestClerk({ applicationName });
  const page = await (await fetch(url)).text();
  expect(page).not.toContain(applicationName);
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
});

test('the request log marks what is not implemented and leaves its own pages out', async () => {
  const clerk = await startTestClerk();
  await new TestBrowser(clerk).post('/v1/me/passkeys');
  await fetch(`${clerk.url}/inbox.json`);
  const page = await (await fetch(`${clerk.url}/requests`)).text();
  expect(page).toMatch(/\/v1\/me\/passkeys <span class="mark">not implemented<\/span>/);
  expect(page).not.toContain('/inbox.json</td>');
});
