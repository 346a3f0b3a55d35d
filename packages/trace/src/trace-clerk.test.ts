import { createClerkClient } from '@clerk/backend';
import { type LocalClerk, serveLocalClerk } from 'clerk-local';
import { SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import getPort from 'get-port';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createBrowserCookies } from './cookies/browser-cookies.ts';
import type { StoredCookie } from './cookies/stored-cookie.ts';
import { traceUrl } from './trace-url.ts';
import { type Answer, type Asked, serveHosts } from './virtual-hosts.fixture.ts';

// The real @clerk/backend as an app's server, and the local Clerk on a host of its own: no part is emulated.

const LIMITS = { maxHops: 20, timeLimitMs: 5000 };

interface World {
  readonly clerk: LocalClerk;
  readonly clerkUrl: string;
  readonly platform: string;
}

/** @param parties Given: `authorizedParties` of the app is its own origin. */
async function startWorld({ parties }: { parties: boolean }): Promise<World> {
  const clerkPort = await getPort();
  const clerkUrl = `http://clerk.acme.localhost:${clerkPort}`;
  let handle: (asked: Asked) => Promise<Answer> = async () => ({});
  const { port } = await serveHosts((asked) => handle(asked));
  const platform = `http://platform.acme.localhost:${port}`;
  const account = `http://account.acme.localhost:${port}`;
  const clerk = await serveLocalClerk({
    frontendApiHost: `clerk.acme.localhost:${clerkPort}`,
    rootDomain: 'acme.localhost',
    allowedOrigins: [platform, account],
    homeUrl: account,
    signInUrl: `${account}/sign-in`,
    signUpUrl: `${account}/sign-up`,
    port: clerkPort,
  });
  onTestFinished(() => clerk.close());
  handle = bareApp(clerk, clerkUrl, parties ? [platform] : []);
  return { clerk, clerkUrl, platform };
}

function bareApp(clerk: LocalClerk, proxyUrl: string, authorizedParties: string[]) {
  const { url: apiUrl, publishableKey, secretKey, jwtKey } = clerk;
  const client = createClerkClient({ apiUrl, publishableKey, secretKey, telemetry: { disabled: true } });
  return async ({ url, headers }: Asked): Promise<Answer> => {
    const request = new Request(url, {
      headers: {
        accept: headers.accept ?? '',
        cookie: headers.cookie ?? '',
        'sec-fetch-dest': String(headers['sec-fetch-dest']),
      },
    });
    const options = { jwtKey, proxyUrl, ...(authorizedParties.length > 0 && { authorizedParties }) };
    const state = await client.authenticateRequest(request, options);
    const found = Object.fromEntries([...state.headers].filter(([name]) => name !== 'set-cookie'));
    return {
      status: state.headers.has('location') ? 307 : 200,
      headers: { ...found, 'set-cookie': state.headers.getSetCookie() },
    };
  };
}

/** The cookies of a browser in which Ada has just signed in on the account app. */
async function signIn({ clerkUrl, clerk, platform }: World): Promise<readonly StoredCookie[]> {
  const cookies = await createBrowserCookies([]);
  const browser = new TestBrowser(clerk, { origin: platform.replace('platform', 'account') });
  const answer = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  for (const line of answer.headers.getSetCookie()) await cookies.receive(line, new URL(clerkUrl));
  return cookies.all();
}

test('the first visit to a sibling: the handshake of the real SDK, hop by hop', async () => {
  const world = await startWorld({ parties: false });
  const { trace, cookies } = await traceUrl(new URL(`${world.platform}/orders`), {
    initial: await signIn(world),
    ...LIMITS,
  });
  expect(trace.hops.map(({ kind, status }) => [kind, status])).toEqual([
    ['handshake-start', 307],
    ['clerk-handshake', 307],
    ['page', 200],
  ]);
  expect(trace).toMatchObject({
    outcome: 'signed-in',
    redirects: 2,
    fix: expect.stringContaining('authorizedParties'),
  });
  expect(trace.hops[1]?.cookiesSent.map(({ name }) => name)).toContain('__client');
  expect(trace.hops[2]?.cookiesSet).toContainEqual(
    expect.objectContaining({
      name: '__session',
      domain: null,
      token: {
        azp: null,
        iss: expect.stringMatching(/^https:\/\/clerk\.acme\.localhost/),
        expiresInSeconds: expect.any(Number),
        sid: expect.stringMatching(/^sess_.{6}…$/),
      },
    }),
  );
  const again = await traceUrl(new URL(`${world.platform}/orders`), { initial: cookies, ...LIMITS });
  expect(again.trace).toMatchObject({ outcome: 'signed-in', redirects: 0 });
  const secrets = cookies.filter(({ value }) => !/^\d+$/.test(value)).map(({ value }) => value);
  expect(secrets.length).toBeGreaterThanOrEqual(3);
  for (const secret of secrets) expect(JSON.stringify([trace, again.trace])).not.toContain(secret);
});

test('with authorizedParties the real SDK gives up after six redirects, and the trace says why', async () => {
  vi.spyOn(console, 'log').mockReturnValue();
  const sdkLog = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => void vi.restoreAllMocks());
  const world = await startWorld({ parties: true });
  const { trace } = await traceUrl(new URL(world.platform), { initial: await signIn(world), ...LIMITS });
  expect(trace).toMatchObject({
    outcome: 'signed-out-although-signed-in',
    redirects: 6,
    fix: expect.stringContaining('authorizedParties'),
  });
  expect(trace.hops.at(-1)?.kind).toBe('loop-guard');
  const cause = expect.objectContaining({ message: expect.stringContaining('(azp) undefined') });
  expect(sdkLog.mock.calls).toEqual(Array(3).fill(['Clerk: unable to resolve handshake:', cause]));
});

test('an anonymous visitor is not redirected', async () => {
  const { platform } = await startWorld({ parties: true });
  const { trace } = await traceUrl(new URL(platform), { initial: [], ...LIMITS });
  expect(trace).toMatchObject({ outcome: 'anonymous', redirects: 0 });
  expect(trace.hops[0]).toMatchObject({ clerkReason: 'session-token-and-uat-missing' });
});

test('Clerk refuses to send anybody to an address that is no app', async () => {
  const { clerkUrl } = await startWorld({ parties: true });
  const url = `${clerkUrl}/v1/client/handshake?redirect_url=https%3A%2F%2Fevil.example%2F`;
  const { trace } = await traceUrl(new URL(url), { initial: [], ...LIMITS });
  expect(trace).toMatchObject({ outcome: 'error', hops: [{ kind: 'clerk-refusal', status: 400 }] });
});
