import type { ProxyHandler } from '@subdomain-sso/auth/proxy';
import { NextResponse } from 'next/server';

/** What many teams have in a middleware: a tenant by path, an A/B cookie, an old address, a page while the shop is closed. */
export const tenants: ProxyHandler = (_auth, request) => {
  const { pathname } = request.nextUrl;
  if (pathname === '/old') return NextResponse.redirect(new URL('/shop/acme?from=old', request.url), 308);
  if (pathname === '/closed')
    return new Response('<h1>Back soon</h1>', {
      status: 503,
      headers: { 'content-type': 'text/html', 'retry-after': '60' },
    });
  const tenant = /^\/shop\/([a-z]+)$/.exec(pathname)?.[1];
  const variant = request.cookies.get('variant')?.value ?? 'b';
  const headers = new Headers(request.headers);
  headers.set('x-variant', variant);
  headers.delete('x-secret');
  if (tenant !== undefined) headers.set('x-tenant', tenant);
  const changed = { request: { headers } };
  const response =
    tenant === undefined
      ? NextResponse.next(changed)
      : NextResponse.rewrite(new URL(`/tenants/${tenant}${request.nextUrl.search}`, request.url), changed);
  response.cookies.set('variant', variant, { path: '/' });
  response.headers.set('x-team', 'shop');
  return response;
};
