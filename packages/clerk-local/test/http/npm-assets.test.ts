import { request } from 'node:http';
import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN } from 'clerk-local/testing';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

test.each([
  { path: '/npm/@clerk/clerk-js@6/dist/clerk.browser.js', cache: 'public, max-age=300' },
  { path: '/npm/@clerk/clerk-js@6.34.1/dist/clerk.browser.js', cache: 'public, max-age=31536000, immutable' },
  { path: '/npm/@clerk/ui@1/dist/ui.browser.js', cache: 'public, max-age=300' },
])('$path is served to any origin: $cache', async ({ path, cache }) => {
  const answer = await fetch((await startTestClerk()).url + path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.get('cache-control')).toBe(cache);
});

test.each([
  { version: '6', name: 'alias' },
  { version: '6.34.1', name: 'exact version' },
])(
  "$name: one app's copy serves its siblings, and an old one is confirmed without sending it again",
  async ({ version }) => {
    const url = `${(await startTestClerk()).url}/npm/@clerk/clerk-js@${version}/dist/clerk.browser.js`;
    const first = await fetch(url, { headers: { origin: ACCOUNT_ORIGIN } });
    // With `Vary: Origin` (or a copy that only the first origin may read) each app would fetch its own.
    expect(first.headers.get('vary')).toBeNull();
    expect(first.headers.getSetCookie()).toEqual([]);
    const later = await fetch(url, {
      headers: { origin: PLATFORM_ORIGIN, 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([later.status, await later.text()]).toEqual([304, '']);
    for (const name of ['access-control-allow-origin', 'cache-control', 'etag', 'vary']) {
      expect([name, later.headers.get(name)]).toEqual([name, first.headers.get(name)]);
    }
  },
);

test.each([
  '/npm/@clerk/clerk-js@6/dist/../package.json',
  '/npm/@clerk/clerk-js@6/dist/..%2fpackage.json',
  '/npm/@clerk/clerk-js@6/dist/..%5cpackage.json',
  '/npm/@clerk/clerk-js@6/dist/%2e%2e%2fpackage.json',
  '/npm/@clerk/clerk-js@6/dist/..%252fpackage.json',
  '/npm/@clerk/clerk-js@6/dist/%00.js',
  '/npm/@clerk/clerk-js@6/dist/..js',
  '/npm/@clerk/backend@3/dist/index.js',
  '/npm/@clerk/..@6/dist/index.js',
  '/npm/@clerk/clerk-js@6/dist/types/index.d.ts',
])('%s is refused', async (path) => {
  const { url } = await startTestClerk();
  // `fetch` would tidy the path up before sending it.
  const status = await new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path }, (answer) => resolve(answer.resume().statusCode))
      .on('error', reject)
      .end();
  });
  expect(status).toBe(404);
});
