import { originOf } from '../../fixtures/addresses.ts';
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

test('a link to an API leads an anonymous user to the sign-in page and back', async () => {
  const answer = await rawRequest('platform', { path: '/api/projects?x=1', headers: NAVIGATION });
  expect([answer.status, answer.headers['x-sso-reason']]).toEqual([307, 'sign_in_required']);
  const location = new URL(answer.headers.location ?? '');
  expect(location.searchParams.get('redirect_url')).toBe(`${originOf('platform')}/api/projects?x=1`);
});

test('a form that an anonymous user sends to an API gets a page that keeps it', async () => {
  const headers = {
    ...NAVIGATION,
    origin: originOf('platform'),
    'content-type': 'application/x-www-form-urlencoded',
  };
  const answer = await rawRequest('platform', {
    path: '/api/projects',
    method: 'POST',
    headers,
    body: 'a=1',
  });
  expect([answer.status, answer.headers['content-type']]).toEqual([401, 'text/html; charset=utf-8']);
  expect(answer.body).toContain('<input type="hidden" name="a" value="1">');
});

for (const path of ['/robots.txt', '/manifest.webmanifest', '/.well-known/security.txt', '/sw.js']) {
  test(`a protected app does not ask who reads ${path}`, async () => {
    const answer = await rawRequest('platform', { path });
    expect(answer.headers['x-sso-reason']).toBeUndefined();
  });
}

test('an API path that does not exist is 404, without a redirect', async () => {
  const answer = await rawRequest('platform', { path: '/api/nothing-here' });
  expect(answer.status).toBe(404);
  expect(answer.headers.location).toBeUndefined();
});
