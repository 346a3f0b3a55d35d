import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { authFetch, fetchWithToken } from './auth-fetch.ts';

/** Which server gets which credential. The servers are real; only what clerk-js would hand out is set by hand. */

let servers: Record<'own' | 'api' | 'other', { server: Server; url: string; got: IncomingMessage[] }>;
/** Status and reason of the next answers; 200 when there is none left. */
let refusals: string[];

beforeEach(async () => {
  refusals = [];
  const [own, api, other] = await Promise.all([listen(), listen(), listen()]);
  servers = { own, api, other };
  vi.stubEnv('NEXT_PUBLIC_SSO_TOPOLOGY', JSON.stringify({ own: [own.url], apis: [api.url] }));
  handOut(...['first', 'second', 'third'].map((name) => tokenFor(own.url, name)));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  for (const { server } of Object.values(servers)) server.close().closeAllConnections();
});

/** What clerk-js hands out: the first until it is asked for another. */
function handOut(...tokens: string[]): void {
  let current = tokens.shift();
  const getToken = async ({ skipCache = false } = {}) => {
    if (skipCache) current = tokens.shift();
    return current;
  };
  vi.stubGlobal('window', { Clerk: { session: { getToken } } });
}

/** As much of a session token as a browser reads. @param name Stands where the signature does. */
function tokenFor(azp: string | undefined, name: string): string {
  return `${btoa('{}')}.${btoa(JSON.stringify({ azp }))}.${name}`;
}

async function listen() {
  const got: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    got.push(request);
    const reason = refusals.shift();
    response.writeHead(reason ? 401 : 200, reason ? { 'x-sso-reason': reason } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got };
}

/** Names of the tokens that a server got, in order. */
const authorizations = (name: keyof typeof servers) =>
  servers[name].got.map(({ headers }) => headers.authorization?.replace(/^Bearer .*\./, 'Bearer '));

test('an API that this app may call gets a bearer token', async () => {
  expect((await authFetch(`${servers.api.url}/v1/usage`)).status).toBe(200);
  expect(authorizations('api')).toEqual(['Bearer first']);
});

test.each([
  { name: 'for a sibling', azp: 'https://sibling.acme.example' },
  { name: 'for no origin', azp: undefined },
])('a token that was minted $name is not sent to an API', async ({ azp }) => {
  handOut(tokenFor(azp, 'theirs'), tokenFor(servers.own.url, 'own'));
  await authFetch(`${servers.api.url}/v1/usage`);
  expect(authorizations('api')).toEqual(['Bearer own']);
});

test.each(['own', 'other'] as const)('the server "%s" gets no bearer token', async (name) => {
  await authFetch(`${servers[name].url}/v1/usage`);
  expect(authorizations(name)).toEqual([undefined]);
});

test.each([
  {
    name: 'an API refuses the token',
    to: 'api' as const,
    reason: 'token_rejected; fault=azp_foreign',
    calls: 2,
  },
  { name: 'this app holds no good cookie', to: 'own' as const, reason: 'session_sync_needed', calls: 2 },
  { name: 'an API asks for a sign-in', to: 'api' as const, reason: 'sign_in_required', calls: 1 },
  { name: 'another server refuses', to: 'other' as const, reason: 'token_rejected', calls: 1 },
])('$name: $calls calls', async ({ to, reason, calls }) => {
  refusals = [reason];
  const response = await authFetch(servers[to].url, { method: 'PUT', body: 'x' });
  expect(servers[to].got).toHaveLength(calls);
  expect(response.status).toBe(calls === 2 ? 200 : 401);
  if (to === 'api' && calls === 2) expect(authorizations('api')).toEqual(['Bearer first', 'Bearer second']);
});

test('a second refusal is the answer', async () => {
  refusals = ['token_rejected', 'token_rejected'];
  expect((await authFetch(servers.api.url)).status).toBe(401);
  expect(servers.api.got).toHaveLength(2);
});

test('an anonymous call to an API is sent without a token', async () => {
  vi.stubGlobal('window', { Clerk: { session: null } });
  refusals = ['sign_in_required'];
  expect((await authFetch(servers.api.url)).status).toBe(401);
  expect(authorizations('api')).toEqual([undefined]);
});

describe('before clerk-js has loaded', () => {
  const OWN = 'https://platform.acme.example';
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
  /** A token in a cookie, as far as a browser reads it. */
  const kept = (claims: object, name = 'kept') =>
    `${btoa('{}')}.${btoa(JSON.stringify({ azp: OWN, sid: 'sess_1', exp: inSeconds(40), ...claims }))}.${name}`.replaceAll(
      '=',
      '',
    );
  const PROOF = '__Host-sso_session=sess_1';

  /** A page over https whose clerk-js loads when it is waited for. */
  function starting(cookie: string) {
    vi.stubEnv('NEXT_PUBLIC_SSO_TOPOLOGY', JSON.stringify({ own: [OWN], apis: [servers.api.url] }));
    vi.stubGlobal('document', { cookie });
    const page: { location: { origin: string }; Clerk?: object } = { location: { origin: OWN } };
    vi.stubGlobal('window', page);
    const whenLoaded = vi.fn(async () => {
      const getToken = async () => tokenFor(OWN, 'minted');
      page.Clerk = { loaded: true, session: { getToken } };
    });
    return { whenLoaded, call: (url: string) => fetchWithToken(new Request(url), whenLoaded) };
  }

  test.each([
    { name: 'a good token', cookie: `${PROOF}; __session=${kept({})}`, sent: 'kept' },
    {
      name: 'under both names',
      cookie: `${PROOF}; __session=${kept({})}; __session_1=${kept({})}`,
      sent: 'kept',
    },
    {
      name: 'one that ends in four seconds',
      cookie: `${PROOF}; __session=${kept({ exp: inSeconds(4) })}`,
      sent: 'minted',
    },
    { name: 'one without an end', cookie: `${PROOF}; __session=${kept({ exp: undefined })}`, sent: 'minted' },
    {
      name: 'one of a sibling app',
      cookie: `${PROOF}; __session=${kept({ azp: 'https://docs.acme.example' })}`,
      sent: 'minted',
    },
    { name: 'one without azp', cookie: `${PROOF}; __session=${kept({ azp: undefined })}`, sent: 'minted' },
    {
      name: 'tokens of two sessions',
      cookie: `${PROOF}; __session=${kept({})}; __session_1=${kept({ sid: 'sess_2' })}`,
      sent: 'minted',
    },
    { name: 'one that no page of this host vouched for', cookie: `__session=${kept({})}`, sent: 'minted' },
    { name: 'garbage', cookie: `${PROOF}; __session=x.y.z`, sent: 'minted' },
    { name: 'none', cookie: '', sent: 'minted' },
  ])('$name: $sent', async ({ cookie, sent }) => {
    const { call, whenLoaded } = starting(cookie);
    await call(`${servers.api.url}/v1/usage`);
    expect(authorizations('api')).toEqual([`Bearer ${sent}`]);
    expect(whenLoaded).toHaveBeenCalledTimes(sent === 'kept' ? 0 : 1);
  });

  test('a refused token waits for clerk-js, and the call is repeated once', async () => {
    refusals = ['token_rejected; fault=token_expired'];
    const { call, whenLoaded } = starting(`${PROOF}; __session=${kept({})}`);
    expect((await call(servers.api.url)).status).toBe(200);
    expect(authorizations('api')).toEqual(['Bearer kept', 'Bearer minted']);
    expect(whenLoaded).toHaveBeenCalled();
  });

  test('a call to this app is sent at once: its cookie goes by itself', async () => {
    const { call, whenLoaded } = starting('');
    await call(servers.own.url);
    expect(servers.own.got).toHaveLength(1);
    expect(whenLoaded).not.toHaveBeenCalled();
  });
});
