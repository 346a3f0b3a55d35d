import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isServedFile } from './served-files.ts';

const OPEN = [
  '/favicon.ico',
  '/robots.txt',
  '/manifest.webmanifest',
  '/manifest.json',
  '/sw.js',
  '/service-worker.js',
  '/sitemap.xml',
  '/sitemap-0.xml',
  '/sitemap_index.xml',
  '/sitemap/0.xml',
  '/icon',
  '/icon.png',
  '/icon1.png',
  '/icon.svg',
  '/icon/2',
  '/icon-a1b2c3.png',
  '/apple-icon.png',
  '/apple-icon',
  '/apple-touch-icon.png',
  '/apple-touch-icon-180x180.png',
  '/apple-touch-icon-precomposed.png',
  '/opengraph-image',
  '/opengraph-image.png',
  '/twitter-image.jpg',
  '/.well-known/security.txt',
  '/.well-known/oauth-authorization-server/mcp',
];

test.each(OPEN)('%s is open', (path) => {
  expect(isServedFile(path)).toBe(true);
});

test.each([
  '/',
  '/robots',
  '/robots.txt/',
  '/robots.txt/x',
  '/ROBOTS.TXT',
  '/Robots.txt',
  '/robots.txt.',
  '/robots.txt%00',
  '/robots%2Etxt',
  '/%72obots.txt',
  '//robots.txt',
  '/x/robots.txt',
  '/robots.txt;x',
  '/robots.txt\n',
  '/sitemap',
  '/sitemaps.xml',
  '/sitemap/../dashboard.xml',
  '/sitemap/a/b.xml',
  '/orgs/acme/sitemap.xml',
  '/icons',
  '/icon/settings',
  '/icon/2/edit',
  '/iconic',
  '/icon-edit',
  '/apple-icon/x',
  '/opengraph-image/private',
  '/blog/x/opengraph-image',
  '/.well-known',
  '/.well-known/',
  '/.well-known//x',
  '/.well-known/..',
  '/.well-known/../dashboard',
  '/.well-known/..%2Fdashboard',
  '/.well-known/%2e%2e/dashboard',
  '/.well-known/x\\..\\dashboard',
  '/.WELL-KNOWN/x',
  '/.well-knownx/x',
  '/sw.js/x',
  '/sw.js.map',
  '/x/sw.js',
  '/manifest.webmanifest/edit',
])('%s is not', (path) => {
  expect(isServedFile(path)).toBe(false);
});

test('no longer path, prefix or other spelling of an open one is open', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...OPEN.filter((path) => !path.startsWith('/.well-known'))),
      fc.constantFrom('/', '/x', '//', '%20', '%2F', '.', ';', ' ', '?', '#', '\\', '\u0000', '%00', '~'),
      (path, end) => {
        expect(isServedFile(path + end)).toBe(false);
        expect(isServedFile(`/x${path}`)).toBe(false);
        expect(isServedFile(`/${path}`)).toBe(false);
        expect(isServedFile(path.toUpperCase())).toBe(false);
      },
    ),
  );
});

test('no open path has a dot segment, an encoding or an empty segment', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('.', '..', '%2e', '%2E%2e', '', 'a', '.well-known', 'sitemap', 'icon'), {
        maxLength: 5,
      }),
      (segments) => {
        const path = `/.well-known/${segments.join('/')}`;
        if (isServedFile(path)) expect(path).not.toMatch(/%|\/\.{1,2}(\/|$)|\/\//);
      },
    ),
  );
});
