import { request } from 'node:http';
import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import type { LocalClerk } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

const EVERY_KIND = [
  { name: 'Frontend API', path: '/v1/client' },
  { name: 'Backend API', path: '/v1/jwks' },
  { name: 'script', path: '/npm/@clerk/clerk-js@6/dist/clerk.browser.js' },
];

/** Response to a request over a new connection; `null`: the connection broke. */
function ask(
  clerk: LocalClerk,
  path: string,
  {
    method = 'GET',
    headers = {},
    body = '',
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: unknown } | null> {
  const authorization = path === '/v1/jwks' ? { authorization: `Bearer ${clerk.secretKey}` } : {};
  return new Promise((resolve) => {
    request(
      clerk.url + path,
      { agent: false, method, headers: { ...authorization, ...headers } },
      async (answer) => {
        const text = (await answer.toArray()).join('');
        const isJson = answer.headers['content-type']?.startsWith('application/json');
        const status = answer.statusCode ?? 0;
        resolve({ status, headers: answer.headers, body: isJson ? JSON.parse(text) : text });
      },
    )
      .on('error', () => resolve(null))
      .end(body);
  });
}

const putFaults = (clerk: LocalClerk, body: string, headers: Record<string, string> = {}, method = 'PUT') =>
  ask(clerk, '/__local/faults', { method, body, headers });

const LATENCY_MS = 300;
const REQUESTS = 40;

test.each(EVERY_KIND)(
  '$name: each request waits once for the added round trip, and not for the others',
  async ({ path }) => {
    const clerk = await startTestClerk();
    clerk.faults.set({ latencyMs: LATENCY_MS });
    const startedMs = performance.now();
    const answers = await Promise.all(Array.from({ length: REQUESTS }, () => ask(clerk, path)));
    const tookMs = performance.now() - startedMs;
    expect(new Set(answers.map((answer) => answer?.status))).toEqual(new Set([200]));
    // Timers and the clock differ by a few milliseconds.
    expect(tookMs).toBeGreaterThan(LATENCY_MS - 5);
    // What they would wait one after the other; a slow machine stays far below it.
    expect(tookMs).toBeLessThan(LATENCY_MS * REQUESTS);
  },
);

test.each(EVERY_KIND)('$name: down breaks the connection, clear() restores it', async ({ path }) => {
  const clerk = await startTestClerk();
  clerk.faults.set({ answer: 'down' });
  expect(await ask(clerk, path)).toBeNull();
  clerk.faults.clear();
  expect((await ask(clerk, path))?.status).toBe(200);
});

test.each([
  { answer: 429, code: 'too_many_requests', retryAfter: '1' },
  { answer: 500, code: 'internal_clerk_error', retryAfter: undefined },
] as const)(
  "$answer answers everything with Clerk's error, which an app's page can read",
  async ({ answer, code, retryAfter }) => {
    const clerk = await startTestClerk();
    clerk.faults.set({ answer });
    for (const { path } of EVERY_KIND) {
      const got = await ask(clerk, path, { headers: { origin: ACCOUNT_ORIGIN } });
      expect(got).toMatchObject({ status: answer, body: { errors: [{ code }] } });
      expect(got?.headers).toMatchObject({
        'access-control-allow-origin': ACCOUNT_ORIGIN,
        'cache-control': 'no-store',
      });
      expect(got?.headers['retry-after']).toBe(retryAfter);
    }
    const unknownOrigin = await ask(clerk, '/v1/client', {
      headers: { origin: 'http://evil.acme.localhost:3000' },
    });
    expect(unknownOrigin?.headers).not.toHaveProperty('access-control-allow-origin');
    const preflight = { method: 'OPTIONS', headers: { origin: ACCOUNT_ORIGIN } };
    expect((await ask(clerk, '/v1/client', preflight))?.status).toBe(204);
  },
);

test('the real SDK reads the rate limit', async () => {
  const clerk = await startTestClerk();
  clerk.faults.set({ answer: 429 });
  await expect(createBackend(clerk).users.getUserList()).rejects.toMatchObject({
    status: 429,
    retryAfter: 1,
    errors: [{ code: 'too_many_requests' }],
  });
});

test('another program sets, reads and ends faults while the Clerk is down; fields that are left out have defaults', async () => {
  const clerk = await startTestClerk();
  expect(await putFaults(clerk, '{"latencyMs":50,"answer":"down"}')).toMatchObject({
    status: 200,
    body: { latencyMs: 50, answer: 'down' },
  });
  expect(await ask(clerk, '/v1/client')).toBeNull();
  expect(await ask(clerk, '/__local/faults')).toMatchObject({ body: { latencyMs: 50, answer: 'down' } });
  expect(await putFaults(clerk, '{"latencyMs":0}')).toMatchObject({
    body: { latencyMs: 0, answer: 'normal' },
  });
  expect(clerk.faults.read()).toEqual({ latencyMs: 0, answer: 'normal' });
});

test.each([
  { scope: { only: 'frontend-api' }, affected: ['Frontend API'] },
  { scope: { only: 'backend-api' }, affected: ['Backend API'] },
  { scope: { pathPrefix: '/v1/client' }, affected: ['Frontend API'] },
  { scope: { only: 'backend-api', pathPrefix: '/v1/client' }, affected: [] },
  { scope: { pathPrefix: '/' }, affected: ['Frontend API', 'Backend API', 'script'] },
] as const)('with $scope only $affected is affected', async ({ scope, affected }) => {
  const clerk = await startTestClerk();
  clerk.faults.set({ answer: 500, ...scope });
  const answers = await Promise.all(EVERY_KIND.map(({ path }) => ask(clerk, path)));
  const suffering = EVERY_KIND.filter((_, index) => answers[index]?.status === 500);
  expect(suffering.map(({ name }) => name)).toEqual(affected);
  expect(clerk.faults.read()).toEqual({ latencyMs: 0, answer: 500, ...scope });
});

test("the developer's pages work while the Clerk is down: one of them ends it", async () => {
  const clerk = await startTestClerk();
  clerk.faults.set({ answer: 'down' });
  expect((await ask(clerk, '/inbox'))?.status).toBe(200);
});

test('reset ends faults', async () => {
  const clerk = await startTestClerk();
  clerk.faults.set({ answer: 500 });
  await clerk.reset();
  expect((await ask(clerk, '/v1/client'))?.status).toBe(200);
});

test.each([
  { body: '', says: 'not JSON' },
  { body: '[]', says: 'expected object' },
  { body: '{"latencyMs":-1}', says: 'latencyMs' },
  { body: '{"latencyMs":60001}', says: 'latencyMs' },
  { body: '{"latencyMs":"60"}', says: 'latencyMs' },
  { body: '{"answer":404}', says: 'answer' },
  { body: '{"latency":60}', says: 'latency' },
  { body: '{"only":"scripts"}', says: 'only' },
  { body: '{"pathPrefix":"v1"}', says: 'pathPrefix' },
])('wrong settings are refused with the reason: $body', async ({ body, says }) => {
  const clerk = await startTestClerk();
  clerk.faults.set({ latencyMs: 1 });
  const got = await putFaults(clerk, body);
  expect(got).toMatchObject({
    status: 400,
    body: { errors: [{ code: 'faults_invalid', message: expect.stringContaining(says) }] },
  });
  expect(clerk.faults.read()).toEqual({ latencyMs: 1, answer: 'normal' });
});

test.each([
  { name: 'an app', headers: { origin: PLATFORM_ORIGIN } },
  { name: 'the Clerk host', headers: { origin: 'http://clerk.acme.localhost:3000' } },
  { name: 'another site', headers: { origin: 'https://evil.test' } },
  { name: 'a sandbox', headers: { origin: 'null' } },
  { name: 'this machine', headers: { origin: 'http://127.0.0.1:4000' } },
  { name: 'any site, without Origin', headers: { 'sec-fetch-site': 'cross-site' } },
])('a page of $name can neither set nor read faults', async ({ headers }) => {
  const clerk = await startTestClerk();
  const body = '{"answer":"down"}';
  const form = '/__local/faults?_method=PUT';
  const answers = [
    await putFaults(clerk, body, headers),
    await ask(clerk, form, { method: 'POST', headers, body }),
    await ask(clerk, '/__local/faults', { headers }),
    await ask(clerk, '/__local/faults', { method: 'OPTIONS', headers }),
  ];
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 403, body: { errors: [{ code: 'local_program_required' }] } });
    expect(answer?.headers).not.toHaveProperty('access-control-allow-origin');
  }
  expect(clerk.faults.read().answer).toBe('normal');
});

test.each(['clerk.acme.localhost:3000', 'rebound.evil.test', '127.0.0.1.evil.test'])(
  'under the name %s there are no controls',
  async (host) => {
    const clerk = await startTestClerk();
    expect(await putFaults(clerk, '{"answer":"down"}', { host })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'host_invalid' }] },
    });
    expect(clerk.faults.read().answer).toBe('normal');
  },
);
