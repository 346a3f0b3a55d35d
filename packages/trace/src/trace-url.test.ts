import { createServer } from 'node:net';
import { createColors } from 'picocolors';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { StoredCookie } from './cookies/stored-cookie.ts';
import { renderTrace } from './render-trace.ts';
import { type Trace, traceSchema } from './trace.ts';
import { traceUrl } from './trace-url.ts';
import { type Answer, type Asked, fakeToken, serveHosts } from './virtual-hosts.fixture.ts';

const SECRET = 'S3CRET-value-of-someone';
const NONCE = 'S3CRET-nonce-of-handshake';

async function trace(
  url: string,
  options: { initial?: readonly StoredCookie[]; maxHops?: number; timeLimitMs?: number } = {},
): Promise<Trace> {
  const { initial = [], maxHops = 20, timeLimitMs = 5000 } = options;
  const { trace: found } = await traceUrl(new URL(url), { initial, maxHops, timeLimitMs });
  expect(traceSchema.parse(JSON.parse(JSON.stringify(found)))).toEqual(found);
  const shown = JSON.stringify(found) + renderTrace(found, createColors(true));
  expect(shown).not.toMatch(/S3CRET|eyJ[\w-]+\./);
  const plain = renderTrace(found, createColors(false));
  expect(Math.max(...plain.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  return found;
}

function domainCookie(name: string, value: string): StoredCookie {
  const rest = {
    path: '/',
    isSecure: false,
    isHttpOnly: false,
    expiresAtSeconds: null,
    sameSite: null,
  } as const;
  return { name, value, domain: 'acme.localhost', isHostOnly: false, ...rest };
}

const ACTIVE = domainCookie('__client_uat', '1763600000');

function kinds({ hops }: Trace): readonly string[] {
  return hops.map(({ kind }) => kind);
}

test('a plain page: the request is a navigation, and the visitor anonymous', async () => {
  const { port, asked } = await serveHosts(() => ({
    headers: { 'cache-control': 'no-store' },
    body: '<p>hi',
  }));
  const found = await trace(`http://platform.acme.localhost:${port}/orgs?page=2#part`);
  expect(found).toMatchObject({ outcome: 'anonymous', end: 'answered', redirects: 0, fix: null });
  expect(found.hops).toMatchObject([{ status: 200, kind: 'page', cacheControl: 'no-store', failure: null }]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.headers).toMatchObject({
    host: `platform.acme.localhost:${port}`,
    'sec-fetch-dest': 'document',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-site': 'none',
    'user-agent': expect.stringContaining('sso-trace'),
    accept: expect.stringMatching(/^text\/html/),
  });
  expect(asked[0]?.headers.cookie).toBeUndefined();
});

/** Clerk's host and an app as bare clerkMiddleware behaves; `accepts`: whether the token of a handshake will do. */
function bareClerk(accepts: boolean): (asked: Asked) => Answer {
  return ({ host, url, cookies }) => {
    if (host === 'clerk.acme.localhost') {
      const cookie = `__clerk_handshake_nonce=${NONCE}; Path=/; Domain=acme.localhost; HttpOnly; Max-Age=30`;
      const location = url.searchParams.get('redirect_url') ?? '';
      return { status: 307, headers: { location, 'set-cookie': [cookie], 'cache-control': 'no-store' } };
    }
    const count = Number(cookies.__clerk_redirect_count ?? 0);
    if (accepts && cookies.__clerk_handshake_nonce) {
      const exp = Math.floor(Date.now() / 1000) + 60;
      const token = fakeToken({ iss: 'https://clerk.acme.localhost', exp, sid: 'sess_2abcdefS3CRET' });
      const clear = '__clerk_handshake_nonce=; Path=/; Domain=acme.localhost; Max-Age=0';
      return { headers: { 'set-cookie': [clear, `__session=${token}; Path=/; SameSite=Lax`] } };
    }
    const status = {
      'x-clerk-auth-reason': 'client-uat-but-no-session-token',
      'x-clerk-auth-message': `no ${SECRET}`,
    };
    if (count === 3) return { headers: { ...status, 'x-clerk-auth-status': 'signed-out' } };
    const clerk = `http://clerk.acme.localhost:${url.port}/v1/client/handshake`;
    const redirect = new URLSearchParams({ redirect_url: url.href, format: 'nonce', __session: SECRET });
    return {
      status: 307,
      headers: {
        ...status,
        'x-clerk-auth-status': 'handshake',
        location: `${clerk}?${redirect}`,
        'set-cookie': [`__clerk_redirect_count=${count + 1}; SameSite=Lax; HttpOnly; Max-Age=2`],
      },
    };
  };
}

test('a bare handshake with a nonce: two redirects, signed in, and the missing azp is reported', async () => {
  const { port } = await serveHosts(bareClerk(true));
  const found = await trace(`http://platform.acme.localhost:${port}/`, {
    initial: [ACTIVE, domainCookie('x', SECRET)],
  });
  expect(kinds(found)).toEqual(['handshake-start', 'clerk-handshake', 'page']);
  expect(found).toMatchObject({
    outcome: 'signed-in',
    redirects: 2,
    fix: expect.stringContaining('authorizedParties'),
  });
  expect(found.hops[0]).toMatchObject({
    clerkReason: 'client-uat-but-no-session-token',
    clerkMessage: 'no …',
    location: expect.stringMatching(/redirect_url=http%3A.*&format=nonce&__session=…$/),
    cookiesSet: [
      { name: '__clerk_redirect_count', value: '1', domain: null, flags: ['HttpOnly', 'SameSite=Lax'] },
    ],
  });
  expect(found.hops[1]).toMatchObject({
    cookiesSet: [
      {
        name: '__clerk_handshake_nonce',
        value: null,
        domain: 'acme.localhost',
        path: '/',
        expiresInSeconds: 30,
      },
    ],
  });
  expect(found.hops[2]).toMatchObject({
    cookiesSent: expect.arrayContaining([
      { name: '__client_uat', value: '1763600000', token: null },
      { name: '__clerk_handshake_nonce', value: null, token: null },
    ]),
    cookiesSet: [
      { name: '__clerk_handshake_nonce', action: 'cleared' },
      {
        name: '__session',
        action: 'set',
        token: { azp: null, iss: 'https://clerk.acme.localhost', sid: 'sess_2abcde…' },
      },
    ],
  });
});

test('the azp loop: six redirects, signed out although the browser says signed in', async () => {
  const { port } = await serveHosts(bareClerk(false));
  const found = await trace(`http://platform.acme.localhost:${port}/`, { initial: [ACTIVE] });
  expect(found).toMatchObject({ outcome: 'signed-out-although-signed-in', redirects: 6, end: 'answered' });
  expect(kinds(found).at(-1)).toBe('loop-guard');
  expect(found.fix).toMatch(/azp/);
});

test('a loop ends when the same URL would be asked with the same cookies', async () => {
  const { port, asked } = await serveHosts(({ url }) => ({
    status: 307,
    headers: { location: url.pathname === '/a' ? '/b' : '/a' },
  }));
  const found = await trace(`http://platform.acme.localhost:${port}/a`);
  expect(found).toMatchObject({ outcome: 'loop', end: 'loop', redirects: 2 });
  expect(asked).toHaveLength(2);
});

test('a cookie that changes makes it no loop, until the limit', async () => {
  const { port, asked } = await serveHosts(({ cookies }) => {
    const count = Number(cookies.n ?? 0) + 1;
    return count > 4 ? {} : { status: 302, headers: { location: '/', 'set-cookie': `n=${count}` } };
  });
  expect(await trace(`http://platform.acme.localhost:${port}/`)).toMatchObject({
    end: 'answered',
    redirects: 4,
  });
  const cut = await trace(`http://platform.acme.localhost:${port}/`, { maxHops: 4 });
  expect(cut).toMatchObject({ end: 'too-many-hops', outcome: 'loop' });
  expect(asked).toHaveLength(9);
});

test('problem+json: the code is read', async () => {
  const { port } = await serveHosts(() => ({
    status: 401,
    headers: { 'content-type': 'application/problem+json' },
    body: JSON.stringify({ status: 401, code: 'session_sync_needed', detail: SECRET }),
  }));
  const found = await trace(`http://platform.acme.localhost:${port}/api/orders`);
  expect(found.hops).toMatchObject([{ kind: 'problem', problemCode: 'session_sync_needed' }]);
  expect(found.outcome).toBe('session-sync');
});

test.each([
  {
    name: 'by its header',
    headers: { 'x-sso-reason': 'session_sync_needed; fault=azp_missing' },
    body: '<p>wait',
  },
  {
    name: 'by its page, in older copies',
    headers: {},
    body: `<script data-stale-cookie="x">'__sso_sync'</script>`,
  },
])('session sync is recognized $name, with what a browser would do', async ({ headers, body }) => {
  const { port } = await serveHosts(() => ({ headers, body }));
  const found = await trace(`http://platform.acme.localhost:${port}/`, { initial: [ACTIVE] });
  expect(found).toMatchObject({ outcome: 'session-sync', redirects: 0, fix: null });
  expect(found.explanation).toMatch(/one call to Clerk.*one load of the same URL/);
  expect(kinds(found)).toEqual(['session-sync']);
});

test('cookies reach the hosts they are for, and refused ones say why', async () => {
  const { port, asked } = await serveHosts(({ host }) =>
    host.startsWith('account')
      ? {
          status: 303,
          headers: {
            location: `http://platform.acme.localhost:${port}/`,
            'set-cookie': [
              'shared=1; Domain=.acme.localhost; Path=/',
              'own=1; Path=/',
              'secure=1; Domain=acme.localhost; Path=/; Secure',
              'expired=1; Domain=acme.localhost; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
              'foreign=1; Domain=other.localhost',
              'wide=1; Domain=localhost',
            ],
          },
        }
      : {},
  );
  const found = await trace(`http://account.acme.localhost:${port}/`);
  expect(asked[1]?.cookies).toEqual({ shared: '1', secure: '1' });
  expect(found.hops[0]?.cookiesSet.map(({ name, action, domain }) => [name, action, domain])).toEqual([
    ['shared', 'set', 'acme.localhost'],
    ['own', 'set', null],
    ['secure', 'set', 'acme.localhost'],
    ['expired', 'cleared', 'acme.localhost'],
    ['foreign', 'refused', 'other.localhost'],
    ['wide', 'refused', 'localhost'],
  ]);
  expect(found.hops[1]?.cookiesSent.map(({ name, value }) => [name, value])).toEqual([
    ['shared', null],
    ['secure', null],
  ]);
});

test('no secret shows anywhere, whichever way it comes', async () => {
  const token = fakeToken({
    azp: `http://${SECRET}/`,
    iss: `https://x?code=${SECRET}`,
    sid: 'sess_2abcdefS3CRET',
  });
  const { port } = await serveHosts(({ url }) => ({
    status: url.pathname === '/start' ? 302 : 500,
    headers: {
      location: `/end?state=${SECRET}&next=${encodeURIComponent(`https://me:${SECRET}@x.y/?code=${SECRET}#t=${SECRET}`)}`,
      'set-cookie': [
        `__client=${SECRET}`,
        `__client_uat=${SECRET}`,
        `__session=${token}`,
        `a=${SECRET}; Path=/${SECRET}`,
      ],
      'x-clerk-auth-reason': SECRET,
      'x-clerk-auth-message': `token ${token} was refused`,
      'x-sso-reason': `${SECRET}; fault=${SECRET}`,
      'cache-control': SECRET,
      'content-type': `application/problem+json; ${SECRET}`,
    },
    body: JSON.stringify({ code: SECRET }),
  }));
  const start = `http://me:${SECRET}@platform.acme.localhost:${port}/start?__clerk_ticket=${SECRET}#${SECRET}`;
  const found = await trace(start, { initial: [domainCookie('__client', SECRET)] });
  expect(found.url).toBe(`http://…@platform.acme.localhost:${port}/start?__clerk_ticket=…#…`);
  expect(found.redirects).toBe(1);
});

describe('what cannot be asked is an outcome, not a stack trace', () => {
  /** Answers every connection in its own way. */
  async function listen(onConnect: (socket: import('node:net').Socket) => void): Promise<number> {
    const server = createServer(onConnect);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  test('a refused connection', async () => {
    const { port, asked } = await serveHosts(() => ({
      status: 302,
      headers: { location: 'http://gone.localhost:1/' },
    }));
    const found = await trace(`http://platform.acme.localhost:${port}/`);
    expect(found).toMatchObject({ outcome: 'error', end: 'failed', redirects: 1 });
    expect(found.hops[1]).toMatchObject({
      status: null,
      failure: { kind: 'connection-refused', code: 'ECONNREFUSED' },
    });
    expect(asked).toHaveLength(1);
  });

  test('an unknown host', async () => {
    const found = await trace('http://nothing.invalid/');
    expect(found.hops[0]?.failure?.kind).toBe('dns');
  });

  test('https where there is none', async () => {
    const { port } = await serveHosts(() => ({}));
    expect((await trace(`https://platform.acme.localhost:${port}/`)).hops[0]?.failure?.kind).toBe('tls');
  });

  test('a server that hangs', async () => {
    const port = await listen((socket) => void onTestFinished(() => void socket.destroy()));
    const found = await trace(`http://slow.localhost:${port}/`, { timeLimitMs: 50 });
    expect(found.hops[0]?.failure).toEqual({ kind: 'timeout', code: null });
  });

  test('a server that hangs up', async () => {
    const port = await listen((socket) => void socket.destroy());
    expect((await trace(`http://rude.localhost:${port}/`)).hops[0]?.failure?.kind).toBe('connection-lost');
  });

  test('a server that speaks something else', async () => {
    const port = await listen((socket) => void socket.end('220 mail.example ESMTP\r\n'));
    expect((await trace(`http://mail.localhost:${port}/`)).hops[0]?.failure?.kind).toBe('malformed-answer');
  });

  test.each(['acme-app://callback?code=S3CRET', 'mailto:someone@acme.example', 'javascript:alert(1)'])(
    'a redirect out of the browser (%s)',
    async (location) => {
      const { port } = await serveHosts(() => ({ status: 302, headers: { location } }));
      const found = await trace(`http://platform.acme.localhost:${port}/`);
      expect(found.hops[1]).toMatchObject({ status: null, failure: { kind: 'not-http' } });
    },
  );

  test('a redirect to no address', async () => {
    const { port } = await serveHosts(() => ({ status: 302, headers: { location: 'http://[' } }));
    const found = await trace(`http://platform.acme.localhost:${port}/`);
    expect(found).toMatchObject({
      outcome: 'error',
      redirects: 0,
      hops: [{ failure: { kind: 'bad-location' } }],
    });
  });
});

test('a page that streams without end is cut off at the time limit, and its headers decide', async () => {
  const server = await import('node:http').then(({ createServer: create }) =>
    create((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'x-clerk-auth-status': 'signed-out' });
      response.write('<p>and on');
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => server.closeAllConnections());
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const found = await trace(`http://stream.localhost:${port}/`, { timeLimitMs: 200 });
  expect(found).toMatchObject({
    outcome: 'anonymous',
    end: 'answered',
    hops: [{ status: 200, failure: null }],
  });
});
