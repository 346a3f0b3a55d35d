import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { acmeProxy as AcmeProxy } from './proxy/acme-proxy.fixture.ts';
import { event, outage } from './proxy/visit.fixture.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  type Signer,
  signToken,
} from './token/session-token.fixture.ts';

/** How often the proxy asks Clerk because of what anonymous clients send: hardly ever, whatever it is. */

let signer: Signer;
let attacker: Signer;
let backend: Server;
let isKeyAccepted = true;
const calls: string[] = [];
let acmeProxy: typeof AcmeProxy;

beforeAll(async () => {
  [signer, attacker] = await Promise.all([createSigner('k'), createSigner('k')]);
  backend = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'application/json');
    response.statusCode = isKeyAccepted ? 200 : 401;
    const refusal = { errors: [{ code: 'clerk_key_invalid', message: 'The secret key is invalid.' }] };
    response.end(JSON.stringify(isKeyAccepted ? { keys: [signer.jwk] } : refusal));
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has this kind of address.
  const { port } = backend.address() as AddressInfo;
  // The SDK reads its address when it is first imported.
  process.env.CLERK_API_URL = `http://127.0.0.1:${port}`;
  ({ acmeProxy } = await import('./proxy/acme-proxy.fixture.ts'));
});
afterAll(() => backend.close());
beforeEach(() => {
  calls.length = 0;
  isKeyAccepted = true;
});

type App = 'platform' | 'docs' | 'academy';
const LIVE = '__client_uat=1';

function visitor(app: App, options: { readonly jwtKey?: string } = {}) {
  const proxy = acmeProxy(app, { outage, onEvent: () => {}, ...options });
  return (headers: Record<string, string>) => {
    const host = `${app}.acme.localhost:3000`;
    const all = { host, 'sec-fetch-dest': 'document', accept: 'text/html', ...headers };
    return proxy(new NextRequest(`http://${host}/x`, { headers: all }), event);
  };
}

const forged = (kid: string, change = {}) => signToken({ ...attacker, kid }, localClaims(change));
const numbers = Array.from({ length: 30 }, (_each, index) => index);

const MACHINE = [
  ['the same API key', () => 'ak_0123456789'],
  ['other API keys', (index: number) => `ak_${index}`],
  ['M2M tokens', (index: number) => `mt_${index}`],
  ['OAuth tokens', (index: number) => `oat_${index}`],
  [
    'OAuth tokens that are JSON Web Tokens',
    (index: number) => signToken({ ...attacker, kid: `o${index}` }, localClaims(), { typ: 'at+jwt' }),
  ],
  [
    'M2M tokens that are JSON Web Tokens',
    (index: number) => signToken({ ...attacker, kid: `m${index}` }, localClaims({ sub: 'mch_1' })),
  ],
] as const;

describe.each(['platform', 'academy', 'docs'] as const)('%s asks nobody about', (app) => {
  test.each(MACHINE)('%s in the Authorization header', async (_name, token) => {
    const visit = visitor(app, { jwtKey: signer.pem });
    for (const index of numbers) {
      const value = await token(index);
      await visit({ authorization: `Bearer ${value}` });
      await visit({ authorization: value });
      await visit({ cookie: `${LIVE}; __session=${value}` });
    }
    expect(calls).toEqual([]);
  });

  test('an expired token that nobody signed, beside a refresh cookie', async () => {
    const visit = visitor(app, { jwtKey: signer.pem });
    const token = await signToken(attacker, localClaims({}, 300));
    const suffix = (await import('@clerk/shared/keys')).getCookieSuffix(
      process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '',
    );
    for (const index of numbers)
      await visit({ cookie: `${LIVE}; __session=${token}; __refresh_${await suffix}=r${index}` });
    expect(calls).toEqual([]);
  });
});

describe('without CLERK_JWT_KEY', () => {
  test.each(['platform', 'docs'] as const)('%s fetches the keys once, whatever key ids come', async (app) => {
    const visit = visitor(app);
    const tokens = await Promise.all(numbers.map((index) => forged(`kid_${index}`)));
    await Promise.all(tokens.map((token) => visit({ authorization: `Bearer ${token}` })));
    for (const token of tokens) await visit({ cookie: `${LIVE}; __session=${token}` });
    for (const token of tokens) await visit({ authorization: `Bearer ${token}` });
    expect(calls).toEqual(['GET /v1/jwks']);
  });

  test('a known key id with a wrong signature fetches nothing more', async () => {
    const visit = visitor('platform');
    for (const index of numbers)
      await visit({ authorization: `Bearer ${await forged('k', { sid: `sess_${index}` })}` });
    expect(calls).toEqual(['GET /v1/jwks']);
  });

  test('a user is signed in with the same one fetch, also after such a flood', async () => {
    const visit = visitor('platform');
    await Promise.all(
      numbers.map(async (index) => visit({ authorization: `Bearer ${await forged(`kid_${index}`)}` })),
    );
    const response = await visit({ cookie: `${LIVE}; __session=${await signToken(signer, localClaims())}` });
    expect(response.headers.get('x-middleware-request-x-clerk-auth-status')).toBe('signed-in');
    expect(calls).toEqual(['GET /v1/jwks']);
  });

  test('a flood while the keys do not load costs one call in three seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    isKeyAccepted = false;
    const visit = visitor('platform');
    const flood = async () => {
      for (const index of numbers) await visit({ authorization: `Bearer ${await forged(`kid_${index}`)}` });
    };
    await flood();
    vi.setSystemTime(Date.now() + 3_100);
    await flood();
    vi.useRealTimers();
    expect(calls).toHaveLength(2);
  });

  test('a secret key that Clerk refuses is named', async () => {
    isKeyAccepted = false;
    const cookie = `__client_uat=${nowSeconds() - 60}; __session=${await signToken(signer, localClaims())}`;
    const response = await visitor('platform')({ cookie });
    expect([response.status, response.headers.get('x-sso-reason')]).toEqual([503, 'keys_mismatch']);
  });
});
