import type { AppName } from '@repo/auth/config';
import { urlOf } from '../fixtures/addresses.ts';
import { NAVIGATION, rawRequest } from '../fixtures/raw-request.ts';
import { expect, test } from '../fixtures/test.ts';

/** What somebody sees who never signed in: public pages as they are, protected ones not at all, programs a problem. */

const PUBLIC: readonly (readonly [AppName, string])[] = [
  ['docs', '/'],
  ['docs', '/getting-started'],
  ['docs', '/how-it-works'],
  ['docs', '/why-azp'],
  ['docs', '/reasons'],
  ['docs', '/configuration'],
  ['docs', '/local-clerk'],
  ['academy', '/'],
  ['academy', '/lessons/what-a-session-is'],
  ['account', '/'],
];

for (const [app, path] of PUBLIC) {
  test(`${app} ${path} makes no redirect and sets no cookie`, async ({ page, context }) => {
    const answer = await rawRequest(app, { path, headers: NAVIGATION });
    expect([answer.status, answer.headers['set-cookie'], answer.headers.location]).toEqual([
      200,
      undefined,
      undefined,
    ]);

    const redirects: string[] = [];
    page.on('response', (response) => {
      if (response.status() >= 300 && response.status() < 400 && response.request().isNavigationRequest())
        redirects.push(response.url());
    });
    await page.goto(urlOf(app, path));
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
    expect(redirects).toEqual([]);
    expect(await context.cookies()).toEqual([]);
  });
}

test('docs stays cacheable: the same bytes for everyone', async () => {
  const answer = await rawRequest('docs', { path: '/', headers: NAVIGATION });
  expect(answer.headers['cache-control']).toContain('s-maxage');
  expect(answer.headers['x-nextjs-prerender'] ?? answer.headers['x-nextjs-cache']).toBeTruthy();
});

for (const { name, method, path, headers } of [
  { name: 'GET', method: 'GET', path: '/api/me', headers: {} },
  { name: 'GET as a navigation', method: 'GET', path: '/api/projects', headers: NAVIGATION },
  { name: 'POST', method: 'POST', path: '/api/projects', headers: { 'content-type': 'application/json' } },
  {
    name: 'GET with a session cookie that is none',
    method: 'GET',
    path: '/api/me',
    headers: { cookie: '__session=x' },
  },
]) {
  test(`the API answers a stranger's ${name} with a problem`, async () => {
    const answer = await rawRequest('platform', {
      path,
      method,
      headers,
      ...(method === 'POST' ? { body: '{}' } : {}),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'cache-control': 'private, no-store',
      'www-authenticate': 'Bearer',
    });
    expect(answer.headers.location).toBeUndefined();
    expect(JSON.parse(answer.body)).toMatchObject({
      status: 401,
      code: 'sign_in_required',
      title: 'Unauthorized',
    });
  });
}

test('an API path that is none is 404, and leads nowhere', async () => {
  const answer = await rawRequest('platform', { path: '/api/nothing-here' });
  expect(answer.status).toBe(404);
  expect(answer.headers.location).toBeUndefined();
});
