import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';

import type { AcmeApp } from '../registry/acme.fixture.ts';
import type { acmeProxy as AcmeProxy } from './acme-proxy.fixture.ts';
import { DOCUMENT, event } from './visit.fixture.ts';

/** With the keys of a real development instance (`pk_test_`), the SDK redirects a browser without a development browser token. */

const FRONTEND_API = 'https://foo-bar-13.clerk.accounts.dev';
let acmeProxy: typeof AcmeProxy;

beforeAll(async () => {
  process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY = 'pk_test_Zm9vLWJhci0xMy5jbGVyay5hY2NvdW50cy5kZXYk';
  process.env.CLERK_SECRET_KEY = 'sk_test_only_for_unit_tests';
  delete process.env.NEXT_PUBLIC_CLERK_PROXY_URL;
  delete process.env.NEXT_PUBLIC_CLERK_JS_URL;
  // The SDK reads its settings when it is imported, so it is imported only now.
  ({ acmeProxy } = await import('./acme-proxy.fixture.ts'));
});

function visit(app: AcmeApp, path: string, cookie = '') {
  const host = `${app}.acme.localhost:3000`;
  const headers = { host, ...DOCUMENT, ...(cookie ? { cookie } : {}) };
  return acmeProxy(app)(new NextRequest(`http://${host}${path}`, { headers }), event);
}

describe('an anonymous user, with the keys of a development instance', () => {
  test.each(['/', '/?__clerk_db_jwt=x'])(
    'passes on the public app at %s, without a redirect and without a cookie',
    async (path) => {
      const response = await visit('docs', path);
      expect(response.headers.get('x-middleware-next')).toBe('1');
      expect([response.headers.get('location'), response.headers.getSetCookie()]).toEqual([null, []]);
    },
  );

  test('gets a development browser token from the SDK on a mixed app, and then passes', async () => {
    const first = await visit('academy', '/');
    expect(new URL(first.headers.get('location') ?? '').origin).toBe(FRONTEND_API);
    const second = await visit('academy', '/', '__clerk_db_jwt=dvb_1');
    expect(second.headers.get('x-middleware-next')).toBe('1');
    expect(second.headers.get('x-middleware-request-cookie')).toBe('__clerk_db_jwt=dvb_1');
  });

  test('is redirected to the sign-in page of a protected app once the token is there', async () => {
    const response = await visit('platform', '/dashboard', '__clerk_db_jwt=dvb_1');
    expect(response.headers.get('location')).toContain(
      'http://account.acme.localhost:3000/sign-in?redirect_url=',
    );
  });

  test.each(['https://evil.test/', 'http://platform.acme.localhost:3000/', 'not a url'])(
    'is not sent to __clerk_redirect_url=%s, which would receive the development browser token',
    async (target) => {
      const path = `/?${new URLSearchParams({ __clerk_redirect_url: target })}`;
      const response = await visit('account', path, '__clerk_db_jwt=dvb_1');
      expect(response.headers.get('location')).toBeNull();
      expect(response.headers.get('x-middleware-next')).toBe('1');
    },
  );
});

test('a user who signed in on another app gets session sync with Clerk’s own script', async () => {
  const response = await visit('platform', '/dashboard', '__clerk_db_jwt=dvb_1; __client_uat=1700000000');
  const html = await response.text();
  expect(html).toContain(`src="${FRONTEND_API}/npm/@clerk/clerk-js@`);
  expect(response.headers.get('content-security-policy')).toContain(`connect-src 'self' ${FRONTEND_API};`);
});
