import { getCookieSuffix } from '@clerk/shared/keys';
import type { JWTPayload } from 'jose';
import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';
import type { createAuthProxy } from '../proxy.ts';
import type { AcmeApp } from '../registry/acme.fixture.ts';
import { parseCookies } from '../request/cookies.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  signToken,
} from '../token/session-token.fixture.ts';
import { acmeProxy } from './acme-proxy.fixture.ts';
import { CALL, DOCUMENT, event, outage } from './visit.fixture.ts';

let sign: (claims: JWTPayload, ageSeconds?: number) => Promise<string>;
let proxyOf: (app: AcmeApp) => ReturnType<typeof createAuthProxy>;

beforeAll(async () => {
  const signer = await createSigner('k');
  proxyOf = (app) => acmeProxy(app, { jwtKey: signer.pem, outage });
  sign = (claims, ageSeconds) => signToken(signer, localClaims({ azp: undefined, ...claims }, ageSeconds));
});

interface Visit {
  readonly app?: AcmeApp;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly token?: string;
  readonly clientUat?: number;
}

function visit({
  app = 'platform',
  path = '/dashboard',
  method = 'GET',
  headers = DOCUMENT,
  token,
  clientUat,
}: Visit) {
  const cookies = [
    ...(token === undefined ? [] : [`__session=${token}`]),
    ...(clientUat === undefined ? [] : [`__client_uat=${clientUat}`]),
  ].join('; ');
  const host = `${app}.acme.localhost:3000`;
  const all = { host, ...(cookies ? { cookie: cookies } : {}), ...headers };
  return proxyOf(app)(new NextRequest(`http://${host}${path}`, { method, headers: all }), event);
}

const isPassed = (response: Response) => response.headers.has('x-middleware-next');
const statusSeen = (response: Response) => response.headers.get('x-middleware-request-x-clerk-auth-status');

describe('a cookie token', () => {
  test.each([
    { name: 'of this app', claims: { azp: PLATFORM }, age: 0, expected: 'passed' },
    { name: 'without azp, minted on a navigation', claims: {}, age: 0, expected: 'synced' },
    {
      name: 'of a sibling',
      claims: { azp: 'http://account.acme.localhost:3000' },
      age: 0,
      expected: 'synced',
    },
    {
      name: 'of a declared caller: a cookie is not a bearer token',
      claims: { azp: 'http://academy.acme.localhost:3000' },
      age: 0,
      expected: 'synced',
    },
    {
      name: 'of an unregistered subdomain',
      claims: { azp: 'http://evil.acme.localhost:3000' },
      age: 0,
      expected: 'synced',
    },
    { name: 'that has expired', claims: { azp: PLATFORM }, age: 120, expected: 'synced' },
    { name: 'older than the last sign-in', claims: { azp: PLATFORM }, age: 30, expected: 'synced' },
    {
      name: 'of a session with unfinished tasks',
      claims: { azp: PLATFORM, sts: 'pending' },
      age: 0,
      expected: 'sign-in',
    },
  ])('$name is $expected', async ({ claims, age, expected }) => {
    const response = await visit({ token: await sign(claims, age), clientUat: nowSeconds() - 20 });
    expect(isPassed(response)).toBe(expected === 'passed');
    if (expected === 'passed') expect(statusSeen(response)).toBe('signed-in');
    if (expected === 'synced') expect(await response.text()).toContain('getToken({ skipCache: true })');
    if (expected === 'sign-in') expect(response.headers.get('location')).toContain('/sign-in?redirect_url=');
  });

  test.each([
    'garbage',
    'a.b.c',
    'x'.repeat(5_000),
    `${btoa('{"alg":"none"}')}.${btoa('{"sub":"user_1"}')}.`,
  ])('that is no token (%#) is synced while a user is signed in, and anonymous otherwise', async (token) => {
    expect((await visit({ token, clientUat: nowSeconds() })).status).toBe(200);
    expect((await visit({ token, clientUat: 0 })).headers.get('location')).toContain(
      '/sign-in?redirect_url=',
    );
  });
});

describe('a bearer token', () => {
  test.each([
    { name: 'of this app', azp: PLATFORM, status: 'signed-in' },
    { name: 'of a declared caller', azp: 'http://academy.acme.localhost:3000', status: 'signed-in' },
    { name: 'of an undeclared sibling', azp: 'http://portal.acme.localhost:3000', status: null },
    { name: 'of an unregistered subdomain', azp: 'http://evil.acme.localhost:3000', status: null },
    { name: 'without azp', azp: undefined, status: null },
  ])('$name', async ({ azp, status }) => {
    const authorization = `Bearer ${await sign(azp ? { azp } : {})}`;
    const response = await visit({ path: '/api/me', headers: { ...CALL, authorization } });
    expect(statusSeen(response)).toBe(status);
    if (status === null) expect(await response.json()).toMatchObject({ status: 401, code: 'token_rejected' });
  });

  test('a scheme other than Bearer does not apply the wider list to the cookie', async () => {
    const token = await sign({ azp: 'http://academy.acme.localhost:3000' });
    const headers = { ...CALL, authorization: 'Basic eDp5' };
    const response = await visit({ path: '/api/me', headers, token, clientUat: nowSeconds() - 20 });
    expect(await response.json()).toMatchObject({ status: 401, code: 'session_sync_needed' });
  });
});

describe('the token under both of its names', () => {
  const seenByApp = (response: Response) =>
    parseCookies(response.headers.get('x-middleware-request-cookie')).values;

  /** As clerk-js writes them; `plain` and `own` are the two copies of the token. */
  async function visitWith(plain: string, own: string, clientUat: string): Promise<Response> {
    const suffix = await getCookieSuffix(process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '');
    const cookie = `a=1; __session=${plain}; __session_${suffix}=${own}; __client_uat=${nowSeconds()}; ${clientUat.replaceAll('SUFFIX', suffix)}`;
    return visit({ headers: { ...DOCUMENT, cookie } });
  }

  const LIVE = `__client_uat_SUFFIX=${nowSeconds() - 20}`;

  test.each([
    { name: 'usual cookies', clientUat: LIVE },
    { name: 'without a __client_uat of the instance', clientUat: '' },
    { name: 'with a __client_uat of 0', clientUat: '__client_uat_SUFFIX=0' },
    { name: 'with two __client_uat that differ', clientUat: `__client_uat_SUFFIX=0; ${LIVE}` },
    {
      name: 'with two __client_uat that differ, in the other order',
      clientUat: `${LIVE}; __client_uat_SUFFIX=0`,
    },
  ])('$name: is accepted, and the app finds it under both', async ({ clientUat }) => {
    const token = await sign({ azp: PLATFORM });
    const response = await visitWith(token, token, clientUat);
    expect(statusSeen(response)).toBe('signed-in');
    const seen = seenByApp(response);
    expect(seen.get('a')).toBe('1');
    expect([...seen].filter(([name]) => name.startsWith('__session')).map(([, value]) => value)).toEqual([
      token,
      token,
    ]);
  });

  test('two tokens that differ both reach the app, and the newer one is accepted', async () => {
    const [older, newer] = [await sign({ azp: PLATFORM, sub: 'user_2' }, 30), await sign({ azp: PLATFORM })];
    const response = await visitWith(older, newer, LIVE);
    expect(statusSeen(response)).toBe('signed-in');
    expect(seenByApp(response).get('__session')).toBe(older);
  });
});

describe('a navigation needs no redirect for the session', () => {
  test.each(['http://docs.acme.localhost:3000/', 'https://outside.example/page', 'not a url'])(
    'a link from %s forces no handshake, and the app still receives the Referer',
    async (referer) => {
      const token = await sign({ azp: PLATFORM });
      const response = await visit({
        token,
        clientUat: nowSeconds() - 20,
        headers: { ...DOCUMENT, referer },
      });
      expect(statusSeen(response)).toBe('signed-in');
      expect(response.headers.get('x-middleware-request-referer')).toBe(referer);
      expect(response.headers.get('x-middleware-override-headers')?.split(',')).toContain('referer');
    },
  );

  test('a request is passed on without a rewrite, which Next would send to itself where it listens on an IP address', async () => {
    const response = await visit({ token: await sign({ azp: PLATFORM }), clientUat: nowSeconds() - 20 });
    expect(response.headers.get('x-middleware-next')).toBe('1');
    expect(response.headers.get('x-middleware-rewrite')).toBeNull();
  });

  test('the sync page is served in place, under its own policy, and is never stored', async () => {
    const response = await visit({ clientUat: nowSeconds() });
    expect(response.status).toBe(200);
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'; script-src 'nonce-[\w+/=]{24}' 'strict-dynamic'/);
    expect(policy).toContain("connect-src 'self' http://clerk.acme.localhost:3000;");
    expect(policy).not.toContain('unsafe');
  });
});

describe('session sync begins its calls early', () => {
  const ask = (query: string) =>
    visit({
      headers: {
        ...DOCUMENT,
        cookie: `__client_uat=${nowSeconds()}; __sso_clerk_query=${encodeURIComponent(query)}`,
      },
    });

  test('with the query that clerk-js used in this browser', async () => {
    const html = await (await ask('__clerk_api_version=2026-05-12&_clerk_js_version=6.34.1')).text();
    expect(html).toContain(
      '<link rel="preload" as="fetch" href="http://clerk.acme.localhost:3000/v1/client?__clerk_api_version=2026-05-12&#38;_clerk_js_version=6.34.1" crossorigin="use-credentials">',
    );
  });

  test('with the two versions alone, whatever else a subdomain may have written', async () => {
    const html = await (
      await ask('rotating_token_nonce=x&__clerk_api_version=1&_method=DELETE&_clerk_js_version=2')
    ).text();
    expect(html).toContain('/v1/client?__clerk_api_version=1&#38;_clerk_js_version=2"');
    expect(html).not.toMatch(/rotating_token_nonce|_method/);
  });

  test.each([
    '',
    '_method=DELETE',
    '"><script>alert(1)</script>',
    '@evil.test/',
    'a b',
    '../x',
    'x'.repeat(201),
  ])('never with another value, which a subdomain may have set (%s)', async (query) => {
    expect(await (await ask(query)).text()).not.toContain('rel="preload"');
  });
});

describe('an anonymous user', () => {
  test('on a protected page is redirected to the sign-in page, which leads back to exactly this URL', async () => {
    const response = await visit({ path: '/dashboard?tab=2&x=%2F' });
    expect(response.status).toBe(307);
    const url = new URL(response.headers.get('location') ?? '');
    expect(url.origin + url.pathname).toBe('http://account.acme.localhost:3000/sign-in');
    expect(url.searchParams.get('redirect_url')).toBe(`${PLATFORM}/dashboard?tab=2&x=%2F`);
    expect([...url.searchParams.keys()]).toEqual(['redirect_url']);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  test.each(['evil.test', 'platform.acme.localhost.evil.test'])(
    'cannot choose the address of the way back (%s)',
    async (host) => {
      const response = await visit({ headers: { ...DOCUMENT, 'x-forwarded-host': host, host } });
      const url = new URL(response.headers.get('location') ?? '');
      expect(url.searchParams.get('redirect_url')).toBe(`${PLATFORM}/dashboard`);
    },
  );

  test.each(['/api/me', '/api', '/trpc/x'])(
    'who opens %s in a tab is redirected like on a page',
    async (path) => {
      const url = new URL((await visit({ path })).headers.get('location') ?? '');
      expect(url.searchParams.get('redirect_url')).toBe(`${PLATFORM}${path}`);
    },
  );

  test.each(['/api/me', '/api', '/trpc/x', '/dashboard'])('who calls %s gets a problem', async (path) => {
    const response = await visit({ path, headers: CALL });
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await response.json()).toMatchObject({ status: 401, code: 'sign_in_required' });
  });

  test.each<AcmeApp>(['docs', 'academy', 'account'])(
    'on %s passes without a cookie, also with a stale session cookie',
    async (app) => {
      for (const token of [undefined, await sign({ azp: `http://${app}.acme.localhost:3000` }, 500)]) {
        const response = await visit({ app, path: '/', ...(token ? { token } : {}) });
        expect(isPassed(response)).toBe(true);
        expect(statusSeen(response)).toBe('signed-out');
        expect(response.headers.getSetCookie()).toEqual([]);
      }
    },
  );

  test('with internal headers that claim a session is still anonymous', async () => {
    const headers = {
      ...DOCUMENT,
      'x-clerk-auth-status': 'signed-in',
      'x-clerk-auth-token': await sign({ azp: PLATFORM }),
    };
    const response = await visit({ app: 'academy', path: '/', headers });
    expect(statusSeen(response)).toBe('signed-out');
    expect(response.headers.get('x-middleware-request-x-clerk-auth-token')).toBe('');
  });
});

describe('the SDK’s encrypted message from proxy to app', () => {
  const MESSAGE = 'x-clerk-request-data';
  const messageSeen = (response: Response) => [
    response.headers.get(`x-middleware-request-${MESSAGE}`),
    response.headers.get('x-middleware-override-headers')?.split(',').includes(MESSAGE),
  ];

  test('is not written, because it costs more time than the rest of the proxy', async () => {
    const response = await visit({ token: await sign({ azp: PLATFORM }), clientUat: nowSeconds() - 20 });
    expect([isPassed(response), statusSeen(response)]).toEqual([true, 'signed-in']);
    expect(messageSeen(response)).toEqual([null, false]);
  });

  test.each<AcmeApp>(['platform', 'academy', 'docs'])(
    'does not reach %s from a request: the SDK would fail on it',
    async (app) => {
      const token = await sign({ azp: `http://${app}.acme.localhost:3000` });
      const headers = { ...DOCUMENT, [MESSAGE]: 'U2FsdGVkX18=' };
      for (const known of [{ token, clientUat: nowSeconds() - 20 }, {}]) {
        expect(messageSeen(await visit({ app, path: '/', headers, ...known }))[0]).toBeNull();
      }
    },
  );
});

describe('a write with a session cookie', () => {
  test.each([
    { name: 'from a page of this app', origin: PLATFORM, status: 200 },
    { name: 'from a program, which sends no Origin', origin: undefined, status: 200 },
    {
      name: 'from a sibling app, which is the same site',
      origin: 'http://evil.acme.localhost:3000',
      status: 403,
    },
    { name: 'from another app of ours', origin: 'http://docs.acme.localhost:3000', status: 403 },
    { name: 'from a sandboxed page', origin: 'null', status: 403 },
  ])('$name: $status', async ({ origin, status }) => {
    const token = await sign({ azp: PLATFORM });
    const headers = { ...CALL, ...(origin ? { origin } : {}) };
    const response = await visit({
      path: '/api/projects',
      method: 'POST',
      headers,
      token,
      clientUat: nowSeconds() - 20,
    });
    expect([response.status, isPassed(response)]).toEqual([status, status === 200]);
    if (status === 403) expect(await response.json()).toMatchObject({ code: 'cross_origin_request' });
  });
});

describe('staff pages', () => {
  const staff = {
    azp: 'http://handbook.acme.localhost:3000',
    o: { id: 'org_1', slg: 'acme', rol: 'member' },
  };
  test.each([
    { name: 'member', claims: staff, path: '/', location: null },
    {
      name: 'member of another organization',
      claims: { ...staff, o: { id: 'org_2', slg: 'acme-friends', rol: 'admin' } },
      path: '/',
      location: '/no-access',
    },
    {
      name: 'user without an organization',
      claims: { azp: staff.azp },
      path: '/security',
      location: '/no-access',
    },
    {
      name: 'user without one, on the page that explains it',
      claims: { azp: staff.azp },
      path: '/no-access',
      location: null,
    },
  ])('$name at $path', async ({ claims, path, location }) => {
    const response = await visit({
      app: 'handbook',
      path,
      token: await sign(claims),
      clientUat: nowSeconds() - 20,
    });
    const expected = location && `http://handbook.acme.localhost:3000${location}`;
    expect(response.headers.get('location')).toBe(expected);
    expect(isPassed(response)).toBe(location === null);
  });
});

test('a soft navigation or fetch with a stale token gets 401, so that the router loads the page in full', async () => {
  const response = await visit({
    headers: CALL,
    token: await sign({ azp: PLATFORM }, 120),
    clientUat: nowSeconds() - 200,
  });
  expect(await response.json()).toMatchObject({ status: 401, code: 'session_sync_needed' });
  expect(response.headers.get('cache-control')).toBe('private, no-store');
});

test('an answer for a session is never stored', async () => {
  const response = await visit({ token: await sign({ azp: PLATFORM }), clientUat: nowSeconds() - 20 });
  expect(response.headers.get('cache-control')).toBe('private, no-store');
});

test('a browser without a live session is anonymous, and its mark is removed once it has one', async () => {
  const clientUat = nowSeconds() - 20;
  const stale = { cookie: `__client_uat=${clientUat}; __sso_stale_client=${clientUat}` };
  expect((await visit({ headers: { ...DOCUMENT, ...stale } })).headers.get('location')).toContain('/sign-in');
  const cookie = `__session=${await sign({ azp: PLATFORM })}; ${stale.cookie}`;
  const back = await visit({ headers: { ...DOCUMENT, cookie } });
  expect(back.headers.getSetCookie()).toEqual(['__sso_stale_client=; Path=/; Max-Age=0; SameSite=Lax']);
});

test('without the verification key and with Clerk out of reach: an explanation, not a sign-out', async () => {
  const headers = { ...DOCUMENT, host: 'platform.acme.localhost:3000' };
  const cookie = `__session=${await sign({ azp: PLATFORM })}; __client_uat=${nowSeconds() - 20}`;
  const request = new NextRequest(`${PLATFORM}/dashboard`, { headers: { ...headers, cookie } });
  const response = await acmeProxy('platform')(request, event);
  expect(response.status).toBe(503);
  expect(await response.text()).toContain('clerk_unavailable');
}, 30_000);

test('a cookie whose value encodes a separator and a session adds no session to an anonymous request', async () => {
  const token = await sign({ azp: 'http://academy.acme.localhost:3000', sub: 'user_2' });
  const planted = encodeURIComponent(`; __session=${token}; __client_uat=${nowSeconds() - 20}`);
  const response = await visit({
    app: 'academy',
    path: '/',
    headers: { ...DOCUMENT, cookie: `a=1${planted}` },
  });
  expect(isPassed(response)).toBe(true);
  expect(statusSeen(response)).toBe('signed-out');
  expect(response.headers.get('x-middleware-request-cookie')).toContain(`a=1${planted}`);
});
