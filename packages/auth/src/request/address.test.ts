import fc from 'fast-check';
import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { readAddress, returnUrlOf } from './address.ts';

const read = (headers: Record<string, string>, url = 'http://next.internal:3000/x?y=1') =>
  readAddress({ method: 'GET', url, headers: new Headers(headers) });

describe('the host', () => {
  test.each([
    ['the forwarded one wins', { 'x-forwarded-host': 'a.example', host: 'b.example' }, 'a.example'],
    ['of several the first', { 'x-forwarded-host': 'app.acme.com, lb.internal' }, 'app.acme.com'],
    ['an empty forwarded one does not count', { 'x-forwarded-host': ' , x', host: 'b.example' }, 'b.example'],
    ['the Host header', { host: 'b.example:3000' }, 'b.example:3000'],
    ['capitals', { host: 'App.ACME.com' }, 'app.acme.com'],
    ['a trailing dot', { host: 'app.acme.com.' }, 'app.acme.com'],
    ['a trailing dot before a port', { host: 'app.acme.com.:3000' }, 'app.acme.com:3000'],
    ['the default port of http', { host: 'app.acme.com:80' }, 'app.acme.com'],
    ['the default port of https', { host: 'app.acme.com:443', 'x-forwarded-proto': 'https' }, 'app.acme.com'],
    ['the other default port', { host: 'app.acme.com:80', 'x-forwarded-proto': 'https' }, 'app.acme.com:80'],
    ['spaces', { 'x-forwarded-host': '  app.acme.com ' }, 'app.acme.com'],
    ['an IPv6 address', { host: '[::1]:3000' }, '[::1]:3000'],
    ['neither', {}, ''],
  ])('%s', (_name, headers, host) => {
    expect(read(headers as Record<string, string>).host).toBe(host);
  });

  test('is spelled as browsers spell it, however it is written', () => {
    fc.assert(
      fc.property(
        fc.domain(),
        fc.option(fc.integer({ min: 1, max: 65_535 })),
        fc.constantFrom('http', 'https'),
        fc.boolean(),
        fc.boolean(),
        (domain, port, scheme, isUpper, hasDot) => {
          const written = `${domain}${hasDot ? '.' : ''}${port === null ? '' : `:${port}`}`;
          const host = isUpper ? written.toUpperCase() : written;
          const { origin } = read({
            'x-forwarded-host': `${host},lb`,
            'x-forwarded-proto': `${scheme},http`,
          });
          expect(origin).toBe(new URL(`${scheme}://${domain}${port === null ? '' : `:${port}`}`).origin);
        },
      ),
    );
  });
});

test.each([
  ['https', 'https'],
  ['https, http', 'https'],
  ['HTTPS', 'https'],
  ['http', 'http'],
  ['javascript', 'http'],
])('X-Forwarded-Proto "%s" means %s', (proto, scheme) => {
  expect(read({ 'x-forwarded-proto': proto }).scheme).toBe(scheme);
});

describe('the path', () => {
  const withBase = (path: string) =>
    readAddress(new NextRequest(`http://a.localhost${path}`, { nextConfig: { basePath: '/app' } }));

  test('has a base path in the address bar, and none in the app', () => {
    expect(withBase('/app/orgs/acme?tab=2&x=%2F')).toMatchObject({
      basePath: '/app',
      browserPath: '/app/orgs/acme',
      appPath: '/orgs/acme',
      search: '?tab=2&x=%2F',
    });
  });

  test('leads back to exactly the page, base path included', () => {
    const url = returnUrlOf(withBase('/app/a%20b/?q=%5C&r=a%26b'), 'https://own.example');
    expect(url).toBe('https://own.example/app/a%20b/?q=%5C&r=a%26b');
  });

  test('keeps the locale of the Pages Router', () => {
    const nextConfig = { i18n: { locales: ['en', 'de'], defaultLocale: 'en' } };
    const german = readAddress(new NextRequest('http://a.localhost/de/x', { nextConfig }));
    expect([german.browserPath, german.appPath]).toEqual(['/de/x', '/x']);
    expect(readAddress(new NextRequest('http://a.localhost/x', { nextConfig })).browserPath).toBe('/x');
  });

  test('is the one of the URL where Next has not read the request', () => {
    expect(read({})).toMatchObject({ basePath: '', browserPath: '/x', appPath: '/x', search: '?y=1' });
  });
});
