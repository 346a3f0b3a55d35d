import { expect, test } from '../../fixtures/http-test.ts';
import { PUBLIC_PAGES } from '../../fixtures/public-pages.ts';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';

/** What an anonymous request gets: public pages as they are, and problem documents from APIs. */

for (const [app, path] of PUBLIC_PAGES) {
  test(`${app} ${path} makes no redirect and sets no cookie`, async () => {
    const { status, headers } = await rawRequest(app, { path, headers: NAVIGATION });
    expect([status, headers['set-cookie'], headers.location]).toEqual([200, undefined, undefined]);
  });
}

test('docs stays cacheable: the same bytes for everyone', async () => {
  const answer = await rawRequest('docs', { path: '/', headers: NAVIGATION });
  expect(answer.headers['cache-control']).toContain('s-maxage');
  expect(answer.headers['x-nextjs-prerender'] ?? answer.headers['x-nextjs-cache']).toMatch(/1|HIT|STALE/);
});

for (const { name, method, path, headers } of [
  { name: 'GET', method: 'GET', path: '/api/me', headers: {} },
  { name: 'GET as a navigation', method: 'GET', path: '/api/projects', headers: NAVIGATION },
  { name: 'POST', method: 'POST', path: '/api/projects', headers: { 'content-type': 'application/json' } },
  {
    name: 'GET with a session cookie that is no token',
    method: 'GET',
    path: '/api/me',
    headers: { cookie: '__session=x' },
  },
]) {
  test(`the API answers an anonymous ${name} with a problem`, async () => {
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

test('an API path that does not exist is 404, without a redirect', async () => {
  const answer = await rawRequest('platform', { path: '/api/nothing-here' });
  expect(answer.status).toBe(404);
  expect(answer.headers.location).toBeUndefined();
});
