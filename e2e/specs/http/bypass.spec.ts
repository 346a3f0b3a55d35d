import { type BuiltRoute, readBuiltRoutes } from '../../fixtures/built-routes.ts';
import { IS_FULL_RUN } from '../../fixtures/full-run.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import {
  leakedWords,
  PROTECTED_APPS,
  type ProtectedApp,
  pageSecret,
} from '../../fixtures/protected-pages.ts';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';

/**
 * Every protected route of every build, against the ways proxies and Next.js have been bypassed:
 * CVE-2025-29927 (x-middleware-subrequest), GHSA-vqx2-fgx2-5wq9 (encoded paths past a matcher), CVE-2026-44575 and
 * GHSA-26hh-7cqf-hhc6 (segment prefetch). An anonymous request never gets what only signed-in users may see.
 */

const repeated = (name: string) => Array.from({ length: 5 }, () => name).join(':');

const HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'nothing special': {},
  'a navigation': NAVIGATION,
  'x-middleware-subrequest: proxy': { 'x-middleware-subrequest': repeated('proxy') },
  'x-middleware-subrequest: src/proxy': { 'x-middleware-subrequest': repeated('src/proxy') },
  'x-middleware-subrequest: middleware': { 'x-middleware-subrequest': repeated('middleware') },
  'x-middleware-subrequest: src/middleware': { 'x-middleware-subrequest': repeated('src/middleware') },
  'x-middleware-subrequest: pages/_middleware': { 'x-middleware-subrequest': 'pages/_middleware' },
  'x-middleware-invoke': { 'x-middleware-invoke': '1', 'x-middleware-next': '1', 'x-invoke-path': '/' },
  'an RSC request': { rsc: '1' },
  'a prefetch': { rsc: '1', 'next-router-prefetch': '1' },
  'a segment prefetch of the tree': {
    rsc: '1',
    'next-router-prefetch': '1',
    'next-router-segment-prefetch': '/_tree',
  },
  'a segment prefetch of the page': {
    rsc: '1',
    'next-router-prefetch': '1',
    'next-router-segment-prefetch': '/__PAGE__',
  },
  'a Server Action': { 'next-action': 'x'.repeat(42) },
  'a claim to be signed in': {
    'x-clerk-auth-status': 'signed-in',
    'x-clerk-auth-token': `${btoa('{"alg":"none"}')}.${btoa('{"sub":"user_ada"}')}.`,
    'x-clerk-auth-signature': '0'.repeat(40),
  },
  'another host, forwarded': { 'x-forwarded-host': 'docs.acme.localhost', 'x-forwarded-proto': 'https' },
  'another URL, rewritten': {
    'x-original-url': '/',
    'x-rewrite-url': '/',
    'x-matched-path': '/',
    'x-now-route-matches': '1',
  },
  'an empty bearer token': { authorization: 'Bearer ' },
};

const PATHS: Readonly<Record<string, (path: string) => string>> = {
  'as it is': (path) => path,
  'a letter encoded': (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  'a letter encoded twice': (path) =>
    path.replace(/[a-z]/, (letter) => `%25${letter.charCodeAt(0).toString(16)}`),
  'two slashes': (path) => `/${path}`,
  'a dot segment': (path) => `/.${path}`,
  'a parent segment': (path) => `/x/..${path}`,
  'an encoded slash': (path) => path.replace(/(?<=.)\//, '%2f'),
  'a trailing slash': (path) => `${path}/`,
  'a trailing dot': (path) => `${path}.`,
  'a semicolon': (path) => `${path};x`,
  'upper case': (path) => path.toUpperCase(),
  '.rsc': (path) => `${path === '/' ? '/index' : path}.rsc`,
  '.segments': (path) => `${path === '/' ? '/index' : path}.segments/_tree.segment.rsc`,
  '_next/data': (path) => `/_next/data/x${path === '/' ? '/index' : path}.json`,
  'a static-looking query': (path) => `${path}?_rsc=abc&x=.css`,
  'a static-looking suffix': (path) => `${path}/x.css`,
  'a null byte': (path) => `${path}%00`,
  'below _next/static': (path) => `/_next/static/..${path}`,
  'below an encoded _next/static': (path) => `/_next/static/%2e%2e${path}`,
};

/** Has pages and API routes, with and without segments that are filled in. All apps have the same matcher; a test compares them. */
const APP_WITH_ALL_KINDS: ProtectedApp = 'platform';

/**
 * By default one app gets each header with the plain path, and each spelling with the headers of a program and of a browser; the
 * others get the plain path as a program and as a browser. A full run tries every header with every spelling on every app.
 */
function isTried(app: ProtectedApp, spelling: string, header: string): boolean {
  const [isPlainPath, isPlainHeader] = [spelling === 'as it is', PLAIN_HEADERS.includes(header)];
  return (
    IS_FULL_RUN ||
    (isPlainPath && isPlainHeader) ||
    (app === APP_WITH_ALL_KINDS && (isPlainPath || isPlainHeader))
  );
}

const PLAIN_HEADERS: readonly string[] = ['nothing special', 'a navigation'];

function protectedRoutes(app: ProtectedApp): readonly BuiltRoute[] {
  return readBuiltRoutes(app).filter(({ path }) => pageSecret(app, path).kind !== 'open');
}

for (const app of PROTECTED_APPS) {
  test(`no anonymous request reads a protected page of ${app}, by any header or spelling`, async () => {
    test.slow();
    const routes = protectedRoutes(app);
    expect(routes.length).toBeGreaterThan(0);
    const attacks = routes.flatMap(({ path }) =>
      Object.entries(PATHS).flatMap(([spelling, spell]) =>
        Object.entries(HEADERS)
          .filter(([header]) => isTried(app, spelling, header))
          .flatMap(([header, headers]) =>
            ['GET', 'POST', 'HEAD'].map((method) => ({
              what: `${method} ${path} (${spelling}; ${header})`,
              request: { path: spell(path), method, headers },
            })),
          ),
      ),
    );
    const results = await Promise.all(
      attacks.map(async ({ what, request }) => {
        const { status, body } = await rawRequest(app, request);
        return { what, status, leaked: leakedWords(app, body) };
      }),
    );
    expect(results.filter(({ leaked }) => leaked !== null)).toEqual([]);
  });
}
