import { createClerkClient } from '@clerk/backend';
import { PLATFORM_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const TARGET = `${PLATFORM_ORIGIN}/dashboard?tab=2`;

function handshakePath(fields: Record<string, string>): string {
  return `/v1/client/handshake?${new URLSearchParams({ redirect_url: TARGET, ...fields })}`;
}

/** The real SDK's result for the request that follows the handshake. */
async function authenticate(clerk: Awaited<ReturnType<typeof startTestClerk>>, browser: TestBrowser) {
  const { url: apiUrl, publishableKey, secretKey, jwtKey } = clerk;
  const names = ['__client_uat', '__client_uat_XLTBQmIK', '__clerk_handshake', '__clerk_handshake_nonce'];
  const cookie = names.flatMap((name) =>
    browser.cookies.get(name) === undefined ? [] : [`${name}=${browser.cookies.get(name)}`],
  );
  const request = new Request(TARGET, {
    headers: { accept: 'text/html', 'sec-fetch-dest': 'document', cookie: cookie.join('; ') },
  });
  return createClerkClient({ apiUrl, publishableKey, secretKey }).authenticateRequest(request, { jwtKey });
}

test.each([
  { format: 'nonce', transport: '__clerk_handshake_nonce' },
  { format: 'token', transport: '__clerk_handshake' },
])(
  'format $format: the real SDK is signed in, and its answer removes the transport cookie',
  async ({ format, transport }) => {
    const clerk = await startTestClerk();
    const browser = new TestBrowser(clerk);
    await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
    expect((await authenticate(clerk, browser)).status).toBe('handshake');
    const { status, headers } = await browser.navigate(handshakePath({ format }));
    expect([status, headers.get('location'), headers.get('cache-control')]).toEqual([
      307,
      TARGET,
      'no-store',
    ]);
    const state = await authenticate(clerk, browser);
    expect(state.status).toBe('signed-in');
    expect(state.headers.getSetCookie()).toContain(
      `${transport}=; Max-Age=0; Domain=acme.localhost; Path=/; HttpOnly; SameSite=Lax`,
    );
  },
);

test.each([
  { azp: 'origin', expected: undefined },
  { azp: 'redirect-origin', expected: PLATFORM_ORIGIN },
  { azp: 'never', expected: undefined },
] as const)('azp "$azp": a handshake token has azp $expected', async ({ azp, expected }) => {
  const clerk = await startTestClerk({ azp });
  const browser = new TestBrowser(clerk);
  await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  await browser.navigate(handshakePath({}));
  const { handshake } = decodeJwt<{ handshake: string[] }>(browser.cookies.get('__clerk_handshake') ?? '');
  const jwt =
    /^__session=([^;]+)/.exec(handshake.find((line) => line.startsWith('__session=')) ?? '')?.[1] ?? '';
  expect(decodeJwt(jwt).azp).toBe(expected);
});

test.each([{ format: 'nonce' }, { format: 'token' }])(
  'format $format: the app gets a refresh cookie of its own, HttpOnly, for as long as the session',
  async ({ format }) => {
    const clerk = await startTestClerk();
    const browser = new TestBrowser(clerk);
    await browser.signInWithPassword('ada@acme.test', SEED_PASSWORD);
    const setCookies: (string | undefined)[] = [];
    for (const _ of ['first app', 'second app']) {
      await browser.navigate(handshakePath({ format }));
      const { headers } = await authenticate(clerk, browser);
      setCookies.push(headers.getSetCookie().find((line) => line.startsWith('__refresh')));
    }
    const [first, second] = setCookies;
    expect(first).toMatch(
      /^__refresh_XLTBQmIK=rt_\w+\.[\w-]+; Max-Age=\d{6}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    const maxAge = Number(/Max-Age=(\d+)/.exec(first ?? '')?.[1]);
    expect(maxAge).toBeLessThanOrEqual(7 * 24 * 60 * 60);
    expect(second).not.toBe(first);
  },
);

test('signed out: the directives empty every session cookie and both hints', async () => {
  const browser = new TestBrowser(await startTestClerk());
  await browser.navigate(handshakePath({}));
  const { handshake } = decodeJwt<{ handshake: string[] }>(browser.cookies.get('__clerk_handshake') ?? '');
  expect(handshake.map((line) => line.split(';')[0])).toEqual([
    '__clerk_handshake=',
    '__client_uat=0',
    '__client_uat_XLTBQmIK=0',
    '__refresh_XLTBQmIK=',
    '__session=',
    '__session_XLTBQmIK=',
  ]);
});

test.each([
  { name: 'absent', redirect_url: '' },
  { name: 'relative', redirect_url: '/dashboard' },
  { name: 'unknown sibling', redirect_url: 'http://evil.acme.localhost:3000/' },
  { name: 'other port', redirect_url: 'http://platform.acme.localhost:3001/' },
  { name: 'other scheme', redirect_url: 'https://platform.acme.localhost:3000/' },
  { name: 'name before an @', redirect_url: 'http://platform.acme.localhost:3000@evil.test/' },
  { name: 'script', redirect_url: 'javascript:alert(1)//platform.acme.localhost:3000' },
])('a redirect_url that is not an app is refused: $name', async ({ redirect_url }) => {
  const browser = new TestBrowser(await startTestClerk());
  for (const endpoint of ['handshake', 'touch']) {
    const path = `/v1/client/${endpoint}?${new URLSearchParams({ redirect_url })}`;
    const { status, headers } = await browser.navigate(path);
    expect([status, headers.get('location'), headers.getSetCookie()]).toEqual([400, null, []]);
  }
});
