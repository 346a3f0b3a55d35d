import { request } from 'node:http';
import { ACCOUNT_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

test.each([
  'http://evil.acme.localhost:3000',
  'http://account.acme.localhost',
  'https://account.acme.localhost:3000',
  'http://account.acme.localhost:3000.evil.test',
  'null',
])('origin %s may not call: 400, no CORS header, no effect', async (origin) => {
  const clerk = await startTestClerk();
  const browser = new TestBrowser(clerk, { origin });
  const { status, headers, body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  expect([status, body.errors[0].code]).toEqual([400, 'origin_invalid']);
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.getSetCookie()).toEqual([]);
});

test.each([
  { name: 'a success', path: '/v1/client', status: 200 },
  { name: 'an error', path: '/v1/me', status: 401 },
  { name: 'what is not implemented', path: '/v1/waitlist', status: 404 },
])('$name carries the CORS headers, so the page can read it', async ({ path, status }) => {
  const clerk = await startTestClerk();
  const answer = await fetch(clerk.url + path, { headers: { origin: ACCOUNT_ORIGIN } });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('access-control-allow-origin')).toBe(ACCOUNT_ORIGIN);
  expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
  expect(answer.headers.get('vary')).toMatch(/origin/i);
});

test.each([
  { host: 'clerk.acme.localhost:3000', status: 200 },
  { host: '127.0.0.1:1', status: 200 },
  { host: 'localhost', status: 200 },
  { host: 'rebound.evil.test', status: 400 },
  { host: 'clerk.acme.localhost.evil.test:3000', status: 400 },
  { host: '127.0.0.1.evil.test', status: 400 },
])('host $host: $status', async ({ host, status }) => {
  const clerk = await startTestClerk();
  const got = await new Promise((resolve, reject) => {
    request(`${clerk.url}/v1/environment`, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(got).toBe(status);
});

test.each([
  {
    name: 'a body that is not JSON',
    path: '/v1/client/sign_ins',
    type: 'application/json',
    body: '{',
    status: 400,
  },
  {
    name: 'JSON that is not an object',
    path: '/v1/client/sign_ins',
    type: 'application/json',
    body: '7',
    status: 400,
  },
  {
    name: 'a broken multipart body',
    path: '/v1/client/sign_ins',
    type: 'multipart/form-data; boundary=x',
    body: '--',
    status: 400,
  },
  {
    name: 'a body of 2 MB',
    path: '/v1/client/sign_ins',
    type: 'text/plain',
    body: 'x'.repeat(2 ** 21),
    status: 413,
  },
  {
    name: 'a made-up client cookie',
    path: '/v1/client/sign_ins/x/attempt_first_factor',
    type: 'text/plain',
    body: '',
    status: 401,
  },
  {
    name: 'an id named like a property',
    path: '/v1/client/sessions/__proto__/touch',
    type: 'text/plain',
    body: '',
    status: 401,
  },
])('$name gives $status, never 500', async ({ path, type, body, status }) => {
  const clerk = await startTestClerk();
  const headers = { 'content-type': type, cookie: '__client=client_x.%E0%A4%A' };
  expect((await fetch(clerk.url + path, { method: 'POST', headers, body })).status).toBe(status);
});

test('what is not implemented says so, and is logged as such', async () => {
  const logged: unknown[] = [];
  const log = (entry: unknown) => logged.push(entry);
  const browser = new TestBrowser(await startTestClerk({ log }));
  const { body } = await browser.post('/v1/me/passkeys');
  expect(body.errors[0].code).toBe('not_implemented_by_local_clerk');
  expect(logged).toContainEqual({ kind: 'not-implemented', method: 'POST', path: '/v1/me/passkeys' });
});
