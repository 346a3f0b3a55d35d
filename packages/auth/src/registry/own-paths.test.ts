import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPublicPath, parsePath, parsePublicPaths } from './own-paths.ts';

describe('a path of sso.config.ts', () => {
  test.each([
    ['/login', '/login'],
    ['/de/anmelden', '/de/anmelden'],
    ['/über', '/%C3%BCber'],
    ['/', '/'],
  ])('%s is %s in a URL', (path, expected) => {
    expect(parsePath(path, 'x')).toBe(expected);
  });

  test.each([
    '',
    'login',
    '//evil.test',
    '/\\evil.test',
    '/a/../b',
    '/a//b',
    '/a?b=1',
    '/a#b',
    '/a%2fb',
    '/a\tb',
    'https://evil.test/',
  ])('%j is refused', (path) => {
    expect(() => parsePath(path, 'apps.x.noAccessPath')).toThrow('code=invalid_path');
  });

  test.each([['/a/*/b'], ['/*x'], ['*'], ['/a*']])('the public path %j is refused', (path) => {
    expect(() => parsePublicPaths([path], 'x')).toThrow('code=invalid_path');
  });
});

const PATHS = ['/status', '/press/*', '/über'];

describe('public paths', () => {
  test.each(['/status', '/press/a', '/press/a/b', '/press/a.html', '/%C3%BCber', '/press/%C3%A4'])(
    '%s is public',
    (path) => {
      expect(isPublicPath(path, PATHS)).toBe(true);
    },
  );

  test.each([
    '/',
    '/status/',
    '/status/x',
    '/statusx',
    '/Status',
    '/status.',
    '/status%20',
    '/%73tatus',
    '//status',
    '/status;a=1',
    '/press',
    '/press/',
    '/pressx',
    '/PRESS/a',
    '//press/a',
    '/press//a',
    '/press/..%2fadmin',
    '/press/%2e%2e/admin',
    '/press/..%5cadmin',
    '/press/../admin',
    '/press/a\\..\\admin',
    '/press/%252e%252e/admin',
    '/press/a%00',
    '/x/press/a',
  ])('%s stays closed', (path) => {
    expect(isPublicPath(path, PATHS)).toBe(false);
  });

  test('without a setting nothing is public', () => {
    expect(isPublicPath('/status', undefined)).toBe(false);
    expect(isPublicPath('/status', [])).toBe(false);
  });

  test('no path that means another one to a decoder is below a prefix', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '/', '..', '.', '%2f', '%2e', '%5c', '\\', '%', '2e')),
        (parts) => {
          const path = `/press/${parts.join('')}`;
          if (!isPublicPath(path, PATHS)) return;
          const decoded = decodeURIComponent(path).replaceAll('\\', '/');
          expect(new URL(decoded, 'http://x.test').pathname).toBe(new URL(path, 'http://x.test').pathname);
        },
      ),
    );
  });
});
