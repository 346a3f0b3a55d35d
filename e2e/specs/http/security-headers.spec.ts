import type { AppName } from '@repo/sso';
import { APPS, originOf } from '../../fixtures/addresses.ts';
import { readStaticPages } from '../../fixtures/built-routes.ts';
import { expect, test } from '../../fixtures/http-test.ts';
import { NAVIGATION, rawRequest } from '../../fixtures/raw-request.ts';

/** The headers of every kind of answer. What a browser makes of the policies is in `content-security-policy.spec.ts`. */

/** All pages that are rendered at build time. A page more or less is a decision, not an accident. */
const STATIC: Readonly<Partial<Record<AppName, readonly string[]>>> = {
  academy: [
    '/',
    '/lessons/cookies-and-their-scopes',
    '/lessons/origins-and-sites',
    '/lessons/what-a-session-is',
    '/plans',
  ],
  docs: [
    '/',
    '/commands',
    '/comparison',
    '/configuration',
    '/copy-into-your-repository',
    '/deploying',
    '/doctor',
    '/errors',
    '/exports',
    '/finding-faults',
    '/getting-started',
    '/how-it-works',
    '/limits',
    '/llms-full.txt',
    '/llms.txt',
    '/local-clerk',
    '/migrating',
    '/older-guides',
    '/outages',
    '/protecting-data',
    '/reasons',
    '/search.json',
    '/session-sync',
    '/testing',
    '/troubleshooting',
    '/variables',
    '/what-happens',
    '/why-azp',
    '/your-own-middleware',
  ],
};

test.describe('a page rendered at build time', () => {
  test('exactly the listed pages are', () => {
    const found = Object.fromEntries(APPS.map((app) => [app, readStaticPages(app)] as const));
    expect(found).toEqual(Object.fromEntries(APPS.map((app) => [app, STATIC[app] ?? []])));
  });

  for (const [app, path] of Object.entries(STATIC).flatMap(([name, paths]) =>
    // Object.entries widens the keys; STATIC's are apps.
    paths.map((each) => [name as AppName, each] as const),
  )) {
    test(`${app} ${path} is the same for each request: no nonce in it or beside it`, async () => {
      const [one, two] = await Promise.all([
        rawRequest(app, { path, headers: NAVIGATION }),
        rawRequest(app, { path, headers: NAVIGATION }),
      ]);
      expect(one.body).toBe(two.body);
      expect(one.body).not.toMatch(/nonce="|'nonce-/);
      expect(one.headers['content-security-policy']).toBe(two.headers['content-security-policy']);
      expect(one.headers['content-security-policy']).not.toContain('nonce');
      expect(one.headers['x-nextjs-prerender'] ?? one.headers['x-nextjs-cache']).toMatch(/1|HIT|STALE/);
    });
  }
});

test.describe('headers', () => {
  for (const app of APPS) {
    test(`${app} sends each of them once, on pages, errors and assets`, async () => {
      for (const path of ['/', '/nothing-here', '/icon.svg']) {
        const { headers } = await rawRequest(app, { path, headers: NAVIGATION });
        expect(headers).toMatchObject({
          'x-content-type-options': 'nosniff',
          'x-frame-options': 'DENY',
          'referrer-policy': 'strict-origin-when-cross-origin',
          'permissions-policy': 'camera=(), microphone=(), geolocation=()',
          'cross-origin-opener-policy': 'same-origin-allow-popups',
          'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
        });
        expect(headers['content-security-policy']).not.toContain('unsafe-eval');
        // A browser would apply it to other programs of this machine.
        expect(headers['strict-transport-security']).toBeUndefined();
      }
    });
  }

  for (const { name, method, reason } of [
    { name: 'session sync', method: 'GET', reason: /^session_sync_needed/ },
    { name: 'an explanation', method: 'POST', reason: /^method_not_synced/ },
  ]) {
    test(`${name}, the proxy's own page, has its own stricter policy and no other`, async () => {
      const cookie = `__client_uat=${Math.floor(Date.now() / 1000)}`;
      const headers = { ...NAVIGATION, cookie, origin: originOf('platform') };
      const answer = await rawRequest('platform', { path: '/dashboard', method, headers });
      expect(answer.headers['x-sso-reason']).toMatch(reason);
      const policy = answer.headers['content-security-policy'] ?? '';
      expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[\w+/=]{24}' 'strict-dynamic';/);
      expect(policy).not.toMatch(/unsafe|,/);
      expect(answer.headers['x-frame-options']).toBe('DENY');
    });
  }
});
