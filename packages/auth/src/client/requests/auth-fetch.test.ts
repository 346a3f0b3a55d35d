import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { authFetch } from './auth-fetch.ts';

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
