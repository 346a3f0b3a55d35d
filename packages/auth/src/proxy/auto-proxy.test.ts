import { NextRequest } from 'next/server';
import { beforeAll, expect, test } from 'vitest';

import type { acmeProxy as AcmeProxy } from './acme-proxy.fixture.ts';
import { event } from './visit.fixture.ts';

/** With live keys the SDK serves Clerk under /__clerk of each app on vercel.app, unless that is switched off. */

const HOST = 'acme-docs.vercel.app';
let acmeProxy: typeof AcmeProxy;
let getAutoProxyUrl: () => string;

beforeAll(async () => {
  process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY = 'pk_live_Y2xlcmsuYWNtZS5leGFtcGxlJA';
  process.env.CLERK_SECRET_KEY = 'sk_live_only_for_unit_tests';
  // Where the SDK would forward requests: no server listens there, so a forwarded request fails visibly.
  process.env.CLERK_FAPI_URL = 'http://127.0.0.1:9';
  process.env.VERCEL_TARGET_ENV = 'production';
  process.env.VERCEL_PROJECT_PRODUCTION_URL = HOST;
  delete process.env.NEXT_PUBLIC_CLERK_PROXY_URL;
  // The SDK reads its settings when it is imported, so it is imported only now.
  ({ acmeProxy } = await import('./acme-proxy.fixture.ts'));
  const { getAutoProxyUrlFromEnvironment } = await import('@clerk/shared/proxy');
  getAutoProxyUrl = () =>
    getAutoProxyUrlFromEnvironment({
      publishableKey: process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '',
    });
});

const ask = () => new NextRequest(`https://${HOST}/__clerk/v1/environment`, { headers: { host: HOST } });

test('the SDK alone forwards /__clerk to Clerk; createAuthProxy passes the path to the app like any other', async () => {
  const { clerkMiddleware } = await import('@clerk/nextjs/server');
  expect((await clerkMiddleware()(ask(), event))?.status).toBe(502);
  const response = await acmeProxy('docs')(ask(), event);
  expect([response.status, response.headers.get('x-middleware-next')]).toEqual([200, '1']);
});

test('no page names /__clerk as the address of Clerk', async () => {
  const { switchOffAutoProxy } = await import('../environment/build-env.ts');
  delete process.env.CLERK_DISABLE_AUTO_PROXY;
  expect(getAutoProxyUrl()).toBe('/__clerk');
  switchOffAutoProxy();
  expect(getAutoProxyUrl()).toBe('');
});
