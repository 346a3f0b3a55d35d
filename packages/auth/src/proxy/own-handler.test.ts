import type { JWTPayload } from 'jose';
import { type NextFetchEvent, NextRequest, NextResponse } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCircuitBreaker } from '../outage/circuit-breaker.ts';
import type { OutagePolicy } from '../outage/outage-policy.ts';
import type { ProxyHandler } from '../proxy.ts';
import type { AcmeApp } from '../registry/acme.fixture.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  signToken,
} from '../token/session-token.fixture.ts';
import { acmeProxy } from './acme-proxy.fixture.ts';
import { CALL, DOCUMENT, outage } from './visit.fixture.ts';

// A handler may pass promises to it; Next passes a real one.
const event = { waitUntil: () => undefined } as unknown as NextFetchEvent;

let pem: string;
let sign: (claims?: JWTPayload, ageSeconds?: number) => Promise<string>;

beforeAll(async () => {
  const signer = await createSigner('k');
  pem = signer.pem;
  sign = (claims, ageSeconds) => signToken(signer, localClaims({ ...claims }, ageSeconds));
});

interface Visit {
  readonly app?: AcmeApp;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly token?: string;
  readonly clientUat?: number;
  readonly cookie?: string;
  readonly body?: string;
}

function visit(handler: ProxyHandler, input: Visit = {}) {
  const { app = 'platform', path = '/dashboard', method = 'GET', headers = DOCUMENT, body } = input;
  const cookies = [
    ...(input.token === undefined ? [] : [`__session=${input.token}`]),
    ...(input.clientUat === undefined ? [] : [`__client_uat=${input.clientUat}`]),
    ...(input.cookie === undefined ? [] : [input.cookie]),
  ].join('; ');
  const host = `${app}.acme.localhost:3000`;
  const all = { host, ...(cookies ? { cookie: cookies } : {}), ...headers };
  const request = new NextRequest(`http://${host}${path}`, {
    method,
    headers: all,
    ...(body === undefined ? {} : { body }),
  });
  return acmeProxy(app, { jwtKey: pem, outage, handler })(request, event);
}

/** With a session that this app may have. */
const signedIn = async (app: AcmeApp = 'platform') => ({
  app,
  token: await sign({ azp: `http://${app}.acme.localhost:3000` }),
  clientUat: nowSeconds() - 20,
});

const seen = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);
const listed = (response: Response) =>
  (response.headers.get('x-middleware-override-headers') ?? '').split(',').filter(Boolean);
const isPassed = (response: Response) => response.headers.get('x-middleware-next') === '1';

describe('when the handler runs', () => {
  test.each<[string, (now: number) => Promise<Visit>, boolean]>([
    ['a signed-in user', () => signedIn(), true],
    ['an anonymous user of a mixed app', async () => ({ app: 'academy', path: '/' }), true],
    ['an anonymous user of a public app', async () => ({ app: 'docs', path: '/' }), true],
    ['an anonymous user of a protected app', async () => ({}), false],
    ['a first visit, which is synced', async (now) => ({ clientUat: now }), false],
    [
      'an expired token',
      async (now) => ({ token: await sign({ azp: PLATFORM }, 120), clientUat: now - 200 }),
      false,
    ],
    [
      'a token without azp',
      async (now) => ({ token: await sign({ azp: undefined }), clientUat: now }),
      false,
    ],
    [
      'a token of a sibling',
      async (now) => ({ token: await sign({ azp: 'http://account.acme.localhost:3000' }), clientUat: now }),
      false,
    ],
    [
      'a write from another origin',
      async () => ({
        ...(await signedIn()),
        method: 'POST',
        headers: { ...CALL, origin: 'http://evil.acme.localhost:3000' },
      }),
      false,
    ],
    [
      'a staff page, without the organization',
      async () => ({ ...(await signedIn('handbook')), path: '/' }),
      false,
    ],
    [
      'a user with unfinished tasks in a mixed app',
      async (now) => ({
        app: 'academy',
        path: '/',
        token: await sign({ azp: 'http://academy.acme.localhost:3000', sts: 'pending' }),
        clientUat: now - 20,
      }),
      true,
    ],
  ])('%s', async (_name, make, expected) => {
    let runs = 0;
    await visit(
      () => {
        runs += 1;
      },
      await make(nowSeconds()),
    );
    expect(runs).toBe(expected ? 1 : 0);
  });
});

describe('what the handler sees', () => {
  test('the user, by the same auth() as in clerkMiddleware', async () => {
    let found: unknown;
    const handler: ProxyHandler = async (auth) => {
      const { userId, sessionId, orgId, isAuthenticated, has, getToken } = await auth();
      found = {
        userId,
        sessionId,
        orgId,
        isAuthenticated,
        has: has({ role: 'org:admin' }),
        getToken: typeof getToken,
      };
    };
    const response = await visit(handler, await signedIn());
    expect(found).toMatchObject({ userId: 'user_1', sessionId: 'sess_1', isAuthenticated: true, has: false });
    expect([isPassed(response), seen(response, 'x-clerk-auth-status')]).toEqual([true, 'signed-in']);
  });

  test.each<[AcmeApp, Visit]>([
    ['academy', { token: 'expired', clientUat: 0 }],
    ['docs', { token: 'without azp', clientUat: nowSeconds() }],
    ['docs', { token: 'of a sibling', clientUat: nowSeconds() }],
    ['academy', { headers: { ...DOCUMENT, authorization: 'Bearer of a sibling' } }],
  ])('on %s nobody, and no token that was not accepted', async (app, input) => {
    const tokens: Record<string, string> = {
      expired: await sign({ azp: `http://${app}.acme.localhost:3000` }, 200),
      'without azp': await sign({ azp: undefined }),
      'of a sibling': await sign({ azp: 'http://portal.acme.localhost:3000' }),
    };
    const token = tokens[input.token ?? ''];
    const headers = { ...input.headers };
    if (headers.authorization) headers.authorization = `Bearer ${tokens['of a sibling']}`;
    let request: NextRequest | undefined;
    let user: string | null | undefined;
    const handler: ProxyHandler = async (auth, received) => {
      request = received;
      user = (await auth()).userId;
    };
    await visit(handler, {
      ...input,
      app,
      path: '/?x=1',
      headers: { ...DOCUMENT, ...headers },
      ...(token ? { token } : {}),
      cookie: 'theme=dark; q="a%3Bb"',
    });
    expect(user).toBeNull();
    expect(request?.headers.get('cookie')).toBe('theme=dark; q="a%3Bb"');
    expect(request?.cookies.get('theme')?.value).toBe('dark');
    expect(request?.headers.get('authorization')).toBeNull();
    expect(request?.nextUrl.search).toBe('?x=1');
  });

  test.each(['platform', 'academy'] as const)(
    'on %s the real request: Referer, forwarded headers, body and Basic credentials',
    async (app) => {
      const headers = {
        ...DOCUMENT,
        referer: 'https://outside.example/page',
        'x-forwarded-host': `${app}.acme.localhost:3000, lb.internal`,
        authorization: 'Basic eDp5',
        'user-agent': 'Browser/1',
      };
      let found: unknown;
      const handler: ProxyHandler = async (_auth, request) => {
        found = [
          request.headers.get('referer'),
          request.headers.get('x-forwarded-host'),
          request.headers.get('authorization'),
          request.headers.get('user-agent'),
          request.method,
          await request.text(),
        ];
      };
      const who = app === 'platform' ? await signedIn() : { app };
      const response = await visit(handler, {
        ...who,
        headers,
        method: 'POST',
        body: 'typed',
        path: '/form',
      });
      expect(found).toEqual([
        headers.referer,
        headers['x-forwarded-host'],
        headers.authorization,
        headers['user-agent'],
        'POST',
        'typed',
      ]);
      expect(seen(response, 'authorization')).toBe('Basic eDp5');
    },
  );

  test.each(['platform', 'academy'] as const)('on %s base path and locale of the app', async (app) => {
    const url = `http://${app}.acme.localhost:3000/app/de/x?y=1`;
    const who = app === 'platform' ? await signedIn() : null;
    const cookie = who ? `__session=${who.token}; __client_uat=${who.clientUat}` : '__session=old';
    const nextConfig = { basePath: '/app', i18n: { locales: ['en', 'de'], defaultLocale: 'en' } };
    const headers = { host: `${app}.acme.localhost:3000`, cookie, ...DOCUMENT };
    let found: unknown;
    const handler: ProxyHandler = (_auth, { nextUrl, url: whole }) => {
      found = [nextUrl.basePath, nextUrl.locale, nextUrl.pathname, nextUrl.search, whole];
    };
    await acmeProxy(app, { jwtKey: pem, outage, handler })(
      new NextRequest(url, { headers, nextConfig }),
      event,
    );
    expect(found).toEqual(['/app', 'de', '/x', '?y=1', url]);
  });
});

/** Each kind of app, with the visit that passes there. */
const PASSING: readonly [string, () => Promise<Visit & { readonly app: AcmeApp }>][] = [
  ['a signed-in user', () => signedIn()],
  ['an anonymous user of a mixed app', async () => ({ app: 'academy' })],
  ['an anonymous user of a public app', async () => ({ app: 'docs' })],
];

describe.each(PASSING)('what the handler answers to %s', (_name, make) => {
  test('nothing: the request goes on', async () => {
    const response = await visit(() => undefined, await make());
    expect([isPassed(response), response.headers.get('x-middleware-rewrite')]).toEqual([true, null]);
  });

  test('NextResponse.next() with headers and cookies: both reach the browser', async () => {
    const handler: ProxyHandler = () => {
      const response = NextResponse.next();
      response.headers.set('x-variant', 'b');
      response.headers.set('content-security-policy', "default-src 'self'");
      response.cookies.set('ab', 'b', { path: '/' });
      response.headers.append('set-cookie', 'second=1; Path=/');
      return response;
    };
    const response = await visit(handler, await make());
    expect(isPassed(response)).toBe(true);
    expect(response.headers.get('x-variant')).toBe('b');
    expect(response.headers.get('content-security-policy')).toBe("default-src 'self'");
    expect(response.headers.getSetCookie()).toEqual(['ab=b; Path=/', 'second=1; Path=/']);
    expect(seen(response, 'x-clerk-auth-status')).not.toBeNull();
  });

  test('request headers: the app gets those of the handler and those of the SDK', async () => {
    const visitor = await make();
    const handler: ProxyHandler = (_auth, request) => {
      const headers = new Headers(request.headers);
      headers.set('x-next-intl-locale', 'de');
      headers.set('x-changed', 'new');
      headers.delete('x-dropped');
      return NextResponse.next({ request: { headers } });
    };
    const response = await visit(handler, {
      ...visitor,
      headers: {
        ...DOCUMENT,
        'x-changed': 'old',
        'x-dropped': '1',
        'x-kept': '1',
        referer: 'https://outside.example/',
        'x-clerk-request-data': 'U2FsdGVkX18=',
      },
    });
    expect(
      ['x-next-intl-locale', 'x-changed', 'x-kept', 'referer'].map((name) => seen(response, name)),
    ).toEqual(['de', 'new', '1', 'https://outside.example/']);
    expect(seen(response, 'x-dropped')).toBeNull();
    expect(listed(response)).toEqual(
      expect.arrayContaining([
        'x-next-intl-locale',
        'x-changed',
        'x-kept',
        'referer',
        'x-clerk-auth-status',
        'x-nonce',
      ]),
    );
    expect(listed(response)).not.toContain('x-dropped');
    expect(listed(response)).not.toContain('x-clerk-request-data');
    expect(seen(response, 'x-clerk-auth-status')).toBe(visitor.token ? 'signed-in' : 'signed-out');
  });

  test('request headers that claim a session: those of the SDK win', async () => {
    const handler: ProxyHandler = (_auth, request) => {
      const headers = new Headers(request.headers);
      headers.set('x-clerk-auth-status', 'signed-in');
      headers.set('x-clerk-auth-token', 'forged');
      return NextResponse.next({ request: { headers } });
    };
    const visitor = await make();
    const response = await visit(handler, visitor);
    expect(seen(response, 'x-clerk-auth-token')).toBe(visitor.token ?? '');
    expect(seen(response, 'x-clerk-auth-status')).toBe(visitor.token ? 'signed-in' : 'signed-out');
  });

  test('a rewrite: it stays one, with the session beside it', async () => {
    const handler: ProxyHandler = (_auth, request) => {
      const headers = new Headers(request.headers);
      headers.set('x-tenant', 'acme');
      return NextResponse.rewrite(new URL('/t/acme/dashboard', request.url), { request: { headers } });
    };
    const response = await visit(handler, await make());
    expect(new URL(response.headers.get('x-middleware-rewrite') ?? '').pathname).toBe('/t/acme/dashboard');
    expect(response.headers.get('x-middleware-next')).toBeNull();
    expect([seen(response, 'x-tenant'), seen(response, 'x-clerk-auth-status')]).toEqual([
      'acme',
      expect.stringContaining('signed-'),
    ]);
  });

  test('a rewrite to another server: it gets the headers that the handler saw, with its changes', async () => {
    const handler: ProxyHandler = (_auth, request) => {
      const headers = new Headers(request.headers);
      headers.set('x-zone', '1');
      return NextResponse.rewrite('https://zone.example/shop', { request: { headers } });
    };
    const visitor = await make();
    const response = await visit(handler, { ...visitor, cookie: 'theme=dark' });
    expect(response.headers.get('x-middleware-rewrite')).toBe('https://zone.example/shop');
    expect(seen(response, 'x-zone')).toBe('1');
    expect(seen(response, 'cookie')).toContain('theme=dark');
    expect(listed(response)).toContain('x-zone');
  });

  test.each<[string, () => Response]>([
    ['NextResponse.redirect', () => NextResponse.redirect('http://platform.acme.localhost:3000/en?a=1')],
    ['Response.redirect', () => Response.redirect('http://platform.acme.localhost:3000/en?a=1', 307)],
  ])('%s: the browser follows it', async (_kind, make307) => {
    const response = await visit(make307, await make());
    expect([response.status, response.headers.get('location')]).toEqual([
      307,
      'http://platform.acme.localhost:3000/en?a=1',
    ]);
    expect(isPassed(response)).toBe(false);
  });

  test.each<[string, () => Response, number, string]>([
    [
      'a maintenance page',
      () => new Response('<h1>Back soon</h1>', { status: 503 }),
      503,
      '<h1>Back soon</h1>',
    ],
    ['JSON', () => NextResponse.json({ ok: true }), 200, '{"ok":true}'],
    ['a stream', () => new Response(new Blob(['a', 'b']).stream()), 200, 'ab'],
    ['an empty answer', () => new Response(null, { status: 204 }), 204, ''],
  ])('%s: it is the whole answer', async (_kind, handler, status, text) => {
    const response = await visit(handler, await make());
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(listed(response)).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['a TypeError', new TypeError('own')],
    ['an Error', new Error('own')],
    ['a text', 'own'],
  ])('%s that it throws is not swallowed', async (_kind, error) => {
    const failing: ProxyHandler = () => {
      throw error;
    };
    await expect(visit(failing, await make())).rejects.toBe(error);
  });

  test('a page that it marks as cacheable stays so', async () => {
    const handler: ProxyHandler = () =>
      new Response('User-agent: *', { headers: { 'cache-control': 'public, max-age=60' } });
    const response = await visit(handler, await make());
    expect(response.headers.get('cache-control')).toBe('public, max-age=60');
  });
});

test.each([
  ['http://localhost:41234/en?a=1', 'http://academy.acme.localhost:3000/en?a=1'],
  ['http://localhost:41234', 'http://academy.acme.localhost:3000'],
  ['http://localhost:412345/en', 'http://localhost:412345/en'],
  ['http://localhost:41234.evil.test/', 'http://localhost:41234.evil.test/'],
  ['https://outside.example/en', 'https://outside.example/en'],
])(
  'behind a gateway, where Next listens on a loopback address: a redirect to %s goes to %s',
  async (to, expected) => {
    const headers = { host: 'academy.acme.localhost:3000', ...DOCUMENT };
    const handler: ProxyHandler = () => new Response(null, { status: 307, headers: { location: to } });
    const proxy = acmeProxy('academy', { jwtKey: pem, outage, handler });
    const response = await proxy(new NextRequest('http://127.0.0.1:41234/', { headers }), event);
    expect(response.headers.get('location')).toBe(expected);
  },
);

test('a page of a public app stays cacheable', async () => {
  const response = await visit(() => NextResponse.next(), { app: 'docs', path: '/' });
  expect([response.headers.get('cache-control'), response.headers.getSetCookie()]).toEqual([null, []]);
});

test('an answer for a session is never stored, whatever the handler answers', async () => {
  for (const answer of [
    () => NextResponse.next(),
    () => NextResponse.redirect('http://platform.acme.localhost:3000/en'),
  ]) {
    const response = await visit(answer, await signedIn());
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  }
});

describe('a content security policy of the handler', () => {
  test('in the answer, as libraries write it: its nonce is the page’s, and no other policy is added', async () => {
    const handler: ProxyHandler = () =>
      new Response(null, {
        headers: {
          'x-middleware-next': '1',
          'content-security-policy': "script-src 'nonce-T3du'; object-src 'none'",
        },
      });
    const response = await visit(handler, await signedIn());
    expect(seen(response, 'x-nonce')).toBe('T3du');
    expect(seen(response, 'content-security-policy')).toBeNull();
    expect(listed(response)).not.toContain('content-security-policy');
  });

  test('in the request too, as in the documentation of Next: both are kept', async () => {
    const policy = "script-src 'nonce-T3du'";
    const handler: ProxyHandler = (_auth, request) => {
      const headers = new Headers(request.headers);
      headers.set('x-nonce', 'T3du');
      headers.set('content-security-policy', policy);
      return NextResponse.next({ request: { headers }, headers: { 'content-security-policy': policy } });
    };
    const response = await visit(handler, await signedIn());
    expect([seen(response, 'x-nonce'), seen(response, 'content-security-policy')]).toEqual(['T3du', policy]);
  });

  test('one that a client sends is still removed', async () => {
    const handler: ProxyHandler = (_auth, request) =>
      NextResponse.next({ request: { headers: new Headers(request.headers) } });
    const headers = { ...DOCUMENT, 'content-security-policy': "script-src 'nonce-evil'", 'x-nonce': 'evil' };
    const response = await visit(handler, { ...(await signedIn()), headers });
    expect(seen(response, 'x-nonce')).not.toBe('evil');
    expect(seen(response, 'content-security-policy')).not.toContain('evil');
  });
});

describe('auth.protect()', () => {
  const protect: ProxyHandler = async (auth) => void (await auth.protect());
  const protectAdmin: ProxyHandler = async (auth) => void (await auth.protect({ role: 'org:admin' }));

  test('lets a signed-in user pass', async () => {
    expect(isPassed(await visit(protect, await signedIn()))).toBe(true);
  });

  test.each(['/lesson?tab=2&x=%2F', '/a/b%20c?u=%E2%82%AC'])(
    'sends an anonymous user of a mixed app to sign in, and back to exactly %s',
    async (path) => {
      const response = await visit(protect, { app: 'academy', path });
      expect(response.status).toBe(307);
      const url = new URL(response.headers.get('location') ?? '');
      expect(url.origin + url.pathname).toBe('http://account.acme.localhost:3000/sign-in');
      expect(url.searchParams.get('redirect_url')).toBe(`http://academy.acme.localhost:3000${path}`);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
      expect(response.headers.get('x-sso-reason')).toContain('sign_in_required');
    },
  );

  test('leads a browser to sign in whose session has just ended as the proxy would', async () => {
    const clientUat = nowSeconds() - 20;
    const cookie = `__sso_stale_client=${clientUat}`;
    const response = await visit(protect, { app: 'academy', path: '/', clientUat, cookie });
    expect(new URL(response.headers.get('location') ?? '').searchParams.get('session_ended')).toBe('1');
  });

  test('on a public page, with a user who has no token of this app: session sync, not the sign-in page', async () => {
    const response = await visit(protect, { app: 'docs', path: '/draft', clientUat: nowSeconds() });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('getToken({ skipCache: true })');
  });

  test('on a public page, in a form: nothing that was typed is lost', async () => {
    const response = await visit(protect, {
      app: 'docs',
      path: '/comment',
      clientUat: nowSeconds(),
      method: 'POST',
      body: 'text=typed+before',
      headers: {
        ...DOCUMENT,
        origin: 'http://docs.acme.localhost:3000',
        'sec-fetch-site': 'same-origin',
        'sec-fetch-mode': 'navigate',
        'content-type': 'application/x-www-form-urlencoded',
      },
    });
    expect(await response.text()).toContain('typed before');
  });

  test('answers a user without the role with 404', async () => {
    const response = await visit(protectAdmin, await signedIn());
    expect(new URL(response.headers.get('x-middleware-rewrite') ?? '').pathname).toMatch(/^\/clerk_\d+$/);
    expect(response.headers.get('x-clerk-auth-reason')).toContain('protect-rewrite');
  });

  test('answers an anonymous call as the SDK does', async () => {
    const response = await visit(protect, { app: 'academy', path: '/api/x', headers: CALL });
    expect(new URL(response.headers.get('x-middleware-rewrite') ?? '').pathname).toMatch(/^\/clerk_\d+$/);
  });

  test('sends to the pages that it is given', async () => {
    const elsewhere: ProxyHandler = async (auth) =>
      void (await auth.protect({ unauthenticatedUrl: 'http://academy.acme.localhost:3000/welcome' }));
    const response = await visit(elsewhere, { app: 'academy', path: '/' });
    expect(response.headers.get('location')).toBe('http://academy.acme.localhost:3000/welcome');
  });

  test('redirectToSignIn() leads back to where it says, or nowhere', async () => {
    const returnTo =
      (returnBackUrl: string | null): ProxyHandler =>
      async (auth) =>
        (await auth()).redirectToSignIn({ returnBackUrl });
    const back = 'http://academy.acme.localhost:3000/other';
    const [there, nowhere] = await Promise.all(
      [back, null].map((url) => visit(returnTo(url), { app: 'academy', path: '/' })),
    );
    expect(new URL(there?.headers.get('location') ?? '').searchParams.get('redirect_url')).toBe(back);
    expect(nowhere?.headers.get('location')).toBe('http://account.acme.localhost:3000/sign-in');
  });
});

test('redirectToSignIn() with a path leads back to this app, however long the path is', async () => {
  for (const query of ['', `?x=${'y'.repeat(9_000)}`]) {
    const handler: ProxyHandler = async (auth) =>
      (await auth()).redirectToSignIn({ returnBackUrl: `/other${query}` });
    const response = await visit(handler, { app: 'academy', path: '/' });
    const target = new URL(response.headers.get('location') ?? '').searchParams.get('redirect_url') ?? '';
    expect(target).toBe(`http://academy.acme.localhost:3000/${query === '' ? 'other' : ''}`);
  }
});

test('during an outage a graced session reaches the handler', async () => {
  const breaker = createCircuitBreaker({ probe: async () => false, retryMs: 0, confirmMs: 0 });
  await breaker.suspect();
  await expect.poll(() => breaker.isOpen()).toBe(true);
  const graced: OutagePolicy = { breaker, graceMs: 3_600_000, graceFor: 'reads' };
  let user: string | null = null;
  const handler: ProxyHandler = async (auth) => {
    user = (await auth()).userId;
  };
  const proxy = acmeProxy('platform', { jwtKey: pem, outage: graced, handler });
  const cookie = `__session=${await sign({ azp: PLATFORM }, 600)}; __client_uat=${nowSeconds() - 700}`;
  const host = 'platform.acme.localhost:3000';
  const response = await proxy(
    new NextRequest(`http://${host}/x`, { headers: { host, cookie, ...DOCUMENT } }),
    event,
  );
  expect([user, isPassed(response), response.headers.get('x-sso-reason')]).toEqual([
    'user_1',
    true,
    expect.stringContaining('outage_grace'),
  ]);
});
