import { NextRequest } from 'next/server';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildAppPolicy } from '../environment/app-policy.ts';
import { type AcmeApp, acme } from '../registry/acme.fixture.ts';
import { readRequest } from '../request/read-request.ts';
import { createSigner, localClaims, nowSeconds, signToken } from '../token/session-token.fixture.ts';
import { acmeProxy } from './acme-proxy.fixture.ts';
import { buildAuthContext } from './auth-context.ts';
import { decide } from './decide.ts';
import { DOCUMENT, event, NOBODY, outage } from './visit.fixture.ts';

/** Requests of every kind that real sites make, each through the real proxy function. */

interface Visit {
  readonly app?: AcmeApp;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** Age in seconds of the token; absent: none. */
  readonly tokenAge?: number;
  /** Raw value of `__client_uat`; null: the cookie is lost. */
  readonly clientUat?: string | null;
  readonly basePath?: string;
  /** A further cookie. */
  readonly note?: string;
}

let jwtKey: string;
let visit: (request: Visit) => Promise<Response>;

beforeAll(async () => {
  const signer = await createSigner('k');
  jwtKey = signer.pem;
  visit = async ({
    app = 'platform',
    path = '/dashboard',
    method = 'GET',
    headers = DOCUMENT,
    basePath = '',
    ...rest
  }) => {
    const own = `http://${app}.acme.localhost:3000`;
    const { tokenAge, clientUat = String(nowSeconds() - 500) } = rest;
    const token =
      tokenAge === undefined ? undefined : await signToken(signer, localClaims({ azp: own }, tokenAge));
    const cookie = [
      ...(token ? [`__session=${token}`] : []),
      ...(clientUat === null ? [] : [`__client_uat=${clientUat}`]),
      ...(rest.note === undefined ? [] : [rest.note]),
    ].join('; ');
    const request = new NextRequest(`${own}${path}`, {
      method,
      headers: { host: new URL(own).host, ...(cookie ? { cookie } : {}), ...headers },
      ...(basePath ? { nextConfig: { basePath } } : {}),
    });
    return acmeProxy(app, { jwtKey, outage })(request, event);
  };
});

const statusSeen = (response: Response) => response.headers.get('x-middleware-request-x-clerk-auth-status');
const isPassed = (response: Response) => response.headers.has('x-middleware-next');
const reasonOf = (response: Response) => response.headers.get('x-sso-reason')?.split(';')[0];
const SIGNED_OUT = { clientUat: '0' };

describe('files of the web’s conventions in a protected app', () => {
  test.each([
    '/robots.txt',
    '/manifest.webmanifest',
    '/sitemap.xml',
    '/sw.js',
    '/.well-known/security.txt',
    '/icon.png',
  ])('%s is read by anyone, and stays cacheable', async (path) => {
    for (const app of ['platform', 'handbook'] as const) {
      for (const headers of [{ accept: '*/*' }, { 'sec-fetch-dest': 'manifest' }, DOCUMENT]) {
        for (const state of [SIGNED_OUT, { tokenAge: 100 }, { tokenAge: 0 }]) {
          const response = await visit({ app, path, headers, ...state });
          expect([isPassed(response), response.headers.get('cache-control')]).toEqual([true, null]);
        }
      }
    }
  });

  test.each([
    '/robots.txt/x',
    '/Robots.txt',
    '//robots.txt',
    '/robots%2Etxt',
    '/.well-known/..%2Fdashboard',
    '/x/sw.js',
    '/icon/settings',
  ])('%s, a neighbour, is not', async (path) => {
    expect(reasonOf(await visit({ path, ...SIGNED_OUT }))).toBe('sign_in_required');
  });

  test('nothing is written there without a user', async () => {
    const response = await visit({
      path: '/robots.txt',
      method: 'POST',
      headers: { accept: '*/*' },
      ...SIGNED_OUT,
    });
    expect(response.status).toBe(401);
  });

  test('a user is known there while the token is good', async () => {
    expect(statusSeen(await visit({ path: '/robots.txt', tokenAge: 0 }))).toBe('signed-in');
  });
});

describe('the public paths of sso.config.ts', () => {
  const decisionFor = async (
    path: string,
    init: { method?: string; headers?: Record<string, string> } = {},
  ) => {
    const policy = {
      ...buildAppPolicy(acme, 'platform', { jwtKey, outage }),
      publicPaths: ['/status', '/press/*'],
    };
    const request = new NextRequest(`http://platform.acme.localhost:3000${path}`, {
      ...init,
      headers: { host: 'platform.acme.localhost:3000', ...DOCUMENT, ...init.headers },
    });
    const incoming = readRequest(request, 'suffix');
    return decide(buildAuthContext({ policy, incoming, sdk: NOBODY }));
  };

  test.each(['/status', '/press/2026', '/press/a/b'])('%s is open', async (path) => {
    expect((await decisionFor(path)).kind).toBe('pass-anonymously');
  });

  test.each([
    '/',
    '/status/',
    '/status/x',
    '/STATUS',
    '/%73tatus',
    '//status',
    '/press',
    '/press/',
    '/press/../x',
    '/press//x',
    '/press/%2e%2e/x',
    '/press/..%2fx',
    '/pressroom',
  ])('%s is not', async (path) => {
    expect((await decisionFor(path)).kind).toBe('sign-in');
  });

  test('a form that another site sends there needs no user; one sent elsewhere is sent once more', async () => {
    const init = {
      method: 'POST',
      headers: { origin: 'https://pay.example', 'sec-fetch-site': 'cross-site' },
    };
    expect((await decisionFor('/press/paid', init)).kind).toBe('pass-anonymously');
    expect((await decisionFor('/paid', init)).kind).toBe('resend');
  });

  test('a write of a signed-in user there is never one of nobody', async () => {
    const cookie = `__client_uat=${nowSeconds()}`;
    const init = {
      method: 'POST',
      headers: { cookie, 'next-action': 'x', origin: 'http://platform.acme.localhost:3000' },
    };
    expect(await decisionFor('/status', init)).toMatchObject({ kind: 'deny', reason: 'session_sync_needed' });
  });
});

describe('the spelling of the host', () => {
  const SPELLINGS: Record<string, string>[] = [
    { 'x-forwarded-host': 'platform.acme.localhost:3000, lb.internal' },
    { 'x-forwarded-host': 'PLATFORM.acme.LOCALHOST:3000' },
    { host: 'Platform.acme.localhost:3000' },
    { 'x-forwarded-host': 'platform.acme.localhost.:3000', host: 'lb.internal' },
    { 'x-forwarded-host': ' platform.acme.localhost:3000 ,x' },
  ];
  test.each(SPELLINGS)('%o: a stale token is synced, a good one passes', async (spelling) => {
    expect(reasonOf(await visit({ headers: { ...DOCUMENT, ...spelling } }))).toBe('session_sync_needed');
    expect(isPassed(await visit({ headers: { ...DOCUMENT, ...spelling }, tokenAge: 0 }))).toBe(true);
  });

  test.each([
    'platform.acme.localhost:3001',
    'lb.internal, platform.acme.localhost:3000',
    'xplatform.acme.localhost:3000',
  ])('%s is another address', async (host) => {
    expect((await visit({ headers: { ...DOCUMENT, 'x-forwarded-host': host } })).status).toBe(421);
  });
});

describe('a path whose percent-encoding is invalid', () => {
  test.each(['/%', '/tickets/%ff%fe', '/tickets/%ED%A0%80', '/a%2', '/%E0%A4%A'])(
    '%s gets 400, signed in or not, in every posture',
    async (path) => {
      for (const app of ['platform', 'account', 'docs', 'handbook'] as const) {
        for (const clientUat of ['0', String(nowSeconds() - 500)]) {
          const response = await visit({ app, path, clientUat, tokenAge: 0 });
          expect([response.status, response.headers.get('x-sso-reason')]).toEqual([400, 'malformed_address']);
        }
      }
    },
  );

  test.each(['/100%25', '/%F0%9F%8E%89', '/a%2Fb', '/a%00b'])(
    '%s is valid, and reaches the table',
    async (path) => {
      expect((await visit({ path, tokenAge: 0 })).headers.get('x-sso-reason')).not.toBe('malformed_address');
    },
  );
});

describe('a base path', () => {
  test('is kept on the way through sign-in', async () => {
    const response = await visit({ path: '/app/orders?x=1', basePath: '/app', ...SIGNED_OUT });
    const url = new URL(response.headers.get('location') ?? '');
    expect(url.searchParams.get('redirect_url')).toBe('http://platform.acme.localhost:3000/app/orders?x=1');
  });

  test('is kept in the address of /no-access, which does not redirect to itself', async () => {
    const response = await visit({ app: 'handbook', path: '/app/x', basePath: '/app', tokenAge: 0 });
    expect(response.headers.get('location')).toBe('http://handbook.acme.localhost:3000/app/no-access');
    expect(
      isPassed(await visit({ app: 'handbook', path: '/app/no-access', basePath: '/app', tokenAge: 0 })),
    ).toBe(true);
  });

  test('has no part in the patterns of organizations', async () => {
    const response = await visit({ path: '/app/orgs/other', basePath: '/app', tokenAge: 0 });
    expect(await response.text()).toContain(
      'data-target="{&#34;kind&#34;:&#34;slug&#34;,&#34;value&#34;:&#34;other&#34;}"',
    );
  });
});

describe('a link to a file under /api', () => {
  test.each(['/api/report.pdf', '/trpc/x', '/api'])('%s is opened like a page', async (path) => {
    expect(reasonOf(await visit({ path, tokenAge: 100 }))).toBe('session_sync_needed');
    expect((await visit({ path, tokenAge: 100 })).status).toBe(200);
    expect((await visit({ path, ...SIGNED_OUT })).status).toBe(307);
    expect(isPassed(await visit({ path, tokenAge: 0 }))).toBe(true);
  });
});

describe('what is no page', () => {
  const STALE = { tokenAge: 100 };
  test.each<[string, Visit, number]>([
    ['server-sent events', { headers: { 'sec-fetch-dest': 'empty', accept: 'text/event-stream' } }, 401],
    ['a WebSocket', { headers: { upgrade: 'websocket', connection: 'Upgrade' } }, 401],
    ['a part of a video', { headers: { 'sec-fetch-dest': 'video', range: 'bytes=0-' } }, 401],
    ['a link with download', { headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate' } }, 401],
    ['a download that is resumed', { headers: { ...DOCUMENT, range: 'bytes=500-' } }, 401],
    ['an image', { headers: { 'sec-fetch-dest': 'image' } }, 401],
    ['a preflight', { method: 'OPTIONS', headers: { origin: 'https://x.example' } }, 401],
    [
      'a beacon',
      { method: 'POST', headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'no-cors' } },
      401,
    ],
    ['an upload', { method: 'PUT', headers: { 'sec-fetch-dest': 'empty' } }, 401],
    ['HEAD of a page', { method: 'HEAD' }, 200],
    ['a prerender', { headers: { ...DOCUMENT, 'sec-purpose': 'prefetch;prerender' } }, 200],
    ['a page through a service worker', { headers: { ...DOCUMENT, 'sec-fetch-dest': 'empty' } }, 200],
  ])('%s, with a stale token: %s %i', async (_name, request, status) => {
    const response = await visit({ ...request, ...STALE });
    expect([response.status, reasonOf(response)]).toEqual([status, 'session_sync_needed']);
    const isPage = response.headers.get('content-type')?.startsWith('text/html') ?? false;
    expect(isPage).toBe(status === 200);
  });

  test.each<[string, Visit]>([
    ['an image', { headers: { 'sec-fetch-dest': 'image' } }],
    ['a part of a video', { headers: { 'sec-fetch-dest': 'video', range: 'bytes=0-' } }],
  ])('%s of a mixed app is shown with a stale token too', async (_name, request) => {
    const response = await visit({ app: 'academy', ...request, ...STALE });
    expect([isPassed(response), statusSeen(response)]).toEqual([true, 'signed-out']);
  });

  test('a page in a frame says how to sign in, in a new tab: no page may frame the sign-in page', async () => {
    const response = await visit({ headers: { ...DOCUMENT, 'sec-fetch-dest': 'iframe' }, ...SIGNED_OUT });
    expect([response.status, reasonOf(response)]).toEqual([401, 'sign_in_required']);
    expect(await response.text()).toContain(
      '/sign-in?redirect_url=http%3A%2F%2Fplatform.acme.localhost%3A3000%2Fdashboard" target="_blank"',
    );
  });
});

describe('a write of a signed-in user is never one of nobody', () => {
  const POST = { method: 'POST' };
  test.each<[string, Visit]>([
    ['a Server Action', { ...POST, headers: { 'next-action': 'x', 'sec-fetch-dest': 'empty' } }],
    ['a fetch', { ...POST, headers: { 'sec-fetch-dest': 'empty' } }],
    ['a deletion', { method: 'DELETE', headers: { accept: '*/*' } }],
  ])('%s with a stale token, in every posture', async (_name, request) => {
    for (const app of ['platform', 'academy', 'docs', 'handbook', 'account'] as const) {
      const stale = await visit({ app, ...request, tokenAge: 100 });
      expect(await stale.json()).toMatchObject({ status: 401, code: 'session_sync_needed' });
    }
  });

  test.each<AcmeApp>(['platform', 'academy', 'docs'])(
    'a session token of a program that %s refuses',
    async (app) => {
      const { headers, ...request } = {
        ...POST,
        headers: { accept: '*/*', authorization: `Bearer ${await refusedToken()}` },
      };
      const response = await visit({ app, ...request, headers, clientUat: null });
      expect(await response.json()).toMatchObject({ status: 401, code: 'token_rejected' });
    },
  );

  test('a token that is none of Clerk’s is left to an app that anyone may read', async () => {
    const headers = { accept: '*/*', authorization: 'Bearer cron-secret' };
    expect(isPassed(await visit({ app: 'docs', method: 'POST', headers, clientUat: null }))).toBe(true);
  });

  async function refusedToken(): Promise<string> {
    return signToken(await createSigner('other'), localClaims());
  }
});

describe('__client_uat', () => {
  test('lost beside an expired token: a write is not one of nobody', async () => {
    for (const app of ['platform', 'academy', 'docs'] as const) {
      for (const headers of [{ 'sec-fetch-dest': 'empty' }, { 'next-action': 'x' }]) {
        const response = await visit({ app, method: 'POST', headers, tokenAge: 100, clientUat: null });
        expect(await response.json()).toMatchObject({ code: 'session_sync_needed' });
      }
    }
  });

  test('of 0, planted by a sibling before the one of Clerk: a write is not one of nobody', async () => {
    const note = `__client_uat=${nowSeconds() - 500}`;
    for (const tokenAge of [0, 100]) {
      const write = {
        method: 'POST',
        headers: { 'sec-fetch-dest': 'empty' },
        tokenAge,
        clientUat: '0',
        note,
      };
      const response = await visit({ app: 'academy', ...write });
      expect(await response.json()).toMatchObject({ code: 'session_sync_needed' });
    }
  });

  test('lost beside an expired token, and session sync found no session: a write is one of nobody', async () => {
    const write = { method: 'POST', headers: { 'sec-fetch-dest': 'empty' }, tokenAge: 100, clientUat: null };
    const note = '__sso_stale_client=0';
    expect(isPassed(await visit({ app: 'academy', ...write, note }))).toBe(true);
    expect(reasonOf(await visit({ ...write, note }))).toBe('sign_in_required');
  });

  test.each(['GET', 'POST'])('lost beside a good token: the user is known (%s)', async (method) => {
    for (const app of ['platform', 'academy'] as const) {
      const headers = { 'sec-fetch-dest': 'empty' };
      expect(statusSeen(await visit({ app, method, headers, tokenAge: 10, clientUat: null }))).toBe(
        'signed-in',
      );
    }
  });

  test.each(['', 'x', '0'])(
    'of "%s" beside a good token: signed out, as Clerk writes it',
    async (clientUat) => {
      expect(reasonOf(await visit({ tokenAge: 10, clientUat }))).toBe('sign_in_required');
      expect(statusSeen(await visit({ app: 'academy', tokenAge: 10, clientUat }))).toBe('signed-out');
    },
  );
});

describe('the mark of a session sync page that opens the page again', () => {
  const MARK = { cookie: `__sso_reopen=1; __client_uat=${nowSeconds() - 500}` };
  const DELETED = '__sso_reopen=; Path=/dashboard; Max-Age=0; SameSite=Lax';

  test('is deleted by the answer to a navigation', async () => {
    const response = await visit({ app: 'academy', headers: { ...DOCUMENT, cookie: '__sso_reopen=1' } });
    expect(response.headers.getSetCookie()).toContain(DELETED);
  });

  test.each<[string, Record<string, string>]>([
    ['a fetch of another tab', { 'sec-fetch-dest': 'empty', accept: '*/*' }],
    ['an image', { 'sec-fetch-dest': 'image' }],
  ])('stays for %s', async (_name, headers) => {
    const response = await visit({ app: 'docs', headers: { ...MARK, ...headers } });
    expect([isPassed(response), response.headers.getSetCookie()]).toEqual([true, []]);
  });

  test.each<[string, Visit]>([
    ['the sign-in page', { clientUat: '0' }],
    ['the page for users without access', { app: 'handbook', tokenAge: 0 }],
  ])('is deleted by a redirect to %s', async (_name, request) => {
    const response = await visit({ ...request, note: '__sso_reopen=1' });
    expect([response.status, response.headers.getSetCookie()]).toEqual([
      307,
      expect.arrayContaining([DELETED]),
    ]);
  });

  test('stays for the next session sync', async () => {
    const response = await visit({ headers: { ...DOCUMENT, ...MARK } });
    expect(response.headers.getSetCookie()).toEqual([]);
  });
});

describe('who may frame the pages of recovery', () => {
  afterEach(() => vi.unstubAllEnvs());
  const FRAME = { ...DOCUMENT, 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'same-site' };
  const ancestorsOf = (response: Response) =>
    /frame-ancestors ([^;]*)/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

  test('nobody, unless the app may be framed', async () => {
    expect(ancestorsOf(await visit({ headers: FRAME }))).toBe("'none'");
  });

  test.each<[string, Visit]>([
    ['session sync', { headers: FRAME }],
    ['an explanation', { headers: FRAME, ...SIGNED_OUT }],
  ])('those who may frame the app: %s', async (_name, request) => {
    vi.stubEnv('NEXT_PUBLIC_SSO_FRAME_ANCESTORS', "'self' http://portal.acme.localhost:3000");
    expect(ancestorsOf(await visit(request))).toBe("'self' http://portal.acme.localhost:3000");
  });

  test('a form that is sent again may end where the forms of the app may', async () => {
    vi.stubEnv('NEXT_PUBLIC_SSO_FORM_TARGETS', 'https://checkout.example');
    const headers = {
      ...DOCUMENT,
      origin: 'http://platform.acme.localhost:3000',
      'content-type': 'application/x-www-form-urlencoded',
    };
    const response = await visit({ method: 'POST', headers, tokenAge: 100 });
    expect(response.headers.get('content-security-policy')).toContain(
      "form-action 'self' https://checkout.example;",
    );
  });
});
