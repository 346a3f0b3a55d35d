import { createServer, type Server } from 'node:http';
import { json } from 'node:stream/consumers';
import { getCookieSuffix } from '@clerk/shared/keys';
import { generateKeyPair, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { createAuthProxy } from '../proxy.ts';
import type { TokenFault } from '../reasons.ts';
import {
  createSigner,
  encodePart,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  type Signer,
  signToken,
} from '../token/session-token.fixture.ts';
import { event } from './visit.fixture.ts';

/**
 * Every content of the session cookie ends in one of three ways: signed in, synced (the same user, a new token), or an
 * explanation. These tests are about the proxy, with a fault code for each. The browser's half is in
 * e2e/specs/session-sync.spec.ts.
 */

let signer: Signer;
let proxy: ReturnType<typeof createAuthProxy>;
/** The part of Clerk's Backend API that the SDK calls for keys and for a refreshed token. */
let backend: Server;
const refreshCalls: { url: string; input: unknown }[] = [];

beforeAll(async () => {
  signer = await createSigner('k');
  const published = { keys: [signer.jwk] };
  backend = createServer(async (request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url?.startsWith('/v1/jwks')) return response.end(JSON.stringify(published));
    if (request.url?.startsWith('/v1/health')) return response.end('{}');
    const input = await json(request);
    refreshCalls.push({ url: request.url ?? '', input });
    const cookies = [`__session=${await mint()}; Path=/`];
    return response.end(JSON.stringify({ object: 'cookies', cookies }));
  });
  await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
  const address = backend.address();
  // The SDK reads its address when it is first imported.
  process.env.CLERK_API_URL = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  proxy = (await import('./acme-proxy.fixture.ts')).acmeProxy('platform');
});
afterAll(() => backend.close());

interface Recipe {
  readonly claims?: JWTPayload;
  readonly header?: Partial<JWTHeaderParameters>;
  /** Difference of Clerk's clock to ours. */
  readonly skewSeconds?: number;
  readonly key?: CryptoKey | Uint8Array;
}

function mint({ claims = {}, header = {}, skewSeconds = 0, key = signer.privateKey }: Recipe = {}) {
  return signToken({ kid: 'k', privateKey: key }, localClaims(claims, -skewSeconds), header);
}

const raw = (header: unknown, payload: unknown, signature = 'AAAA') =>
  `${encodePart(header)}.${encodePart(payload)}.${signature}`;

function visit(cookie: string, headers: Record<string, string> = { 'sec-fetch-dest': 'document' }) {
  const all = { host: 'platform.acme.localhost:3000', accept: 'text/html', cookie, ...headers };
  return proxy(new NextRequest(`${PLATFORM}/a/b`, { headers: all }), event);
}

const live = () => `__client_uat=${nowSeconds() - 400}`;

const REFUSED: readonly { name: string; token: () => string | Promise<string>; fault: TokenFault }[] = [
  { name: 'nothing', token: () => '', fault: 'token_missing' },
  { name: 'garbage', token: () => 'garbage', fault: 'token_malformed' },
  { name: 'three garbage parts', token: () => 'a.b.c', fault: 'token_malformed' },
  { name: '5 KB of garbage', token: () => 'x'.repeat(5_120), fault: 'token_malformed' },
  {
    name: 'a payload of null',
    token: () => raw({ alg: 'RS256', typ: 'JWT' }, null),
    fault: 'token_malformed',
  },
  { name: 'a header of null', token: () => raw(null, { sub: 'user_1' }), fault: 'token_malformed' },
  {
    name: 'a truncated token',
    // To a length that is still base64: any other is malformed or not, as the last bits fall.
    token: async () => (await mint()).slice(0, -22),
    fault: 'token_signature_invalid',
  },
  {
    name: 'a token cut before its signature',
    token: async () => (await mint()).split('.').slice(0, 2).join('.'),
    fault: 'token_malformed',
  },
  {
    name: 'alg none',
    token: () => raw({ alg: 'none', typ: 'JWT', kid: 'k' }, { sub: 'user_1', sid: 's', azp: PLATFORM }, ''),
    fault: 'token_algorithm_refused',
  },
  {
    name: 'HS256 with the public key as secret',
    token: () => mint({ header: { alg: 'HS256' }, key: new TextEncoder().encode(signer.pem) }),
    fault: 'token_algorithm_refused',
  },
  {
    name: 'a key of another instance, under the same name',
    token: async () => mint({ key: (await generateKeyPair('RS256')).privateKey }),
    fault: 'token_signature_invalid',
  },
  {
    name: 'a key that is not published',
    token: async () => mint({ header: { kid: 'other' }, key: (await generateKeyPair('RS256')).privateKey }),
    fault: 'token_key_unknown',
  },
  {
    name: 'a token of another instance, under the name all instances share',
    token: () => mint({ claims: { iss: 'https://clerk.other.example' } }),
    fault: 'token_missing',
  },
  {
    name: 'a JWT-template token, as its header says',
    token: () => mint({ header: { cat: 'cl_B7d4PD222AAA' } }),
    fault: 'token_type_refused',
  },
  {
    name: 'a custom token without a session',
    token: () => mint({ claims: { sid: undefined } }),
    fault: 'token_type_refused',
  },
  {
    name: 'a machine token',
    token: () => mint({ claims: { sub: 'mch_1', sid: undefined } }),
    fault: 'token_type_refused',
  },
  {
    name: 'an OAuth access token',
    token: () => mint({ header: { typ: 'at+jwt' }, claims: { sid: undefined, client_id: 'c' } }),
    fault: 'token_type_refused',
  },
  { name: 'no azp', token: () => mint({ claims: { azp: undefined } }), fault: 'azp_missing' },
  {
    name: "a sibling's azp",
    token: () => mint({ claims: { azp: 'http://docs.acme.localhost:3000' } }),
    fault: 'azp_foreign',
  },
  { name: 'Clerk 5 min behind', token: () => mint({ skewSeconds: -300 }), fault: 'token_expired' },
  { name: 'Clerk 30 s ahead', token: () => mint({ skewSeconds: 30 }), fault: 'token_not_active_yet' },
  { name: 'Clerk 5 min ahead', token: () => mint({ skewSeconds: 300 }), fault: 'token_not_active_yet' },
  {
    name: 'issued in the future',
    token: () => mint({ claims: { iat: nowSeconds() + 40 } }),
    fault: 'token_issued_in_future',
  },
  {
    name: 'older than the last sign-in',
    token: () => mint({ claims: { iat: nowSeconds() - 500 } }),
    fault: 'token_outdated',
  },
];

describe('the session cookie holds', () => {
  test.each(REFUSED)('$name: synced, with $fault', async ({ token, fault }) => {
    const response = await visit(`${live()}; __session=${await token()}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('x-sso-reason')).toBe(`session_sync_needed; fault=${fault}`);
    expect(await response.text()).toContain('clerk.session.getToken()');
  });

  test.each(REFUSED)('$name, in a call: 401, with $fault', async ({ token, fault }) => {
    const response = await visit(`${live()}; __session=${await token()}`, { 'sec-fetch-dest': 'empty' });
    expect(await response.json()).toMatchObject({ status: 401, code: 'session_sync_needed', fault });
  });

  test.each(REFUSED)('$name, and no user is signed in: the sign-in page', async ({ token }) => {
    const response = await visit(`__client_uat=0; __session=${await token()}`);
    expect(response.headers.get('location')).toContain('/sign-in?redirect_url=');
  });

  // Without __client_uat nobody can know that a later sign-in made the token old; it is accepted until it expires.
  test.each(REFUSED.filter(({ name }) => name !== 'older than the last sign-in'))(
    '$name, and __client_uat is lost: the sign-in page',
    async ({ token }) => {
      const response = await visit(`__session=${await token()}`);
      expect(response.headers.get('location')).toContain('/sign-in?redirect_url=');
    },
  );

  test.each([
    { name: 'Clerk 30 s behind', recipe: { skewSeconds: -30 } },
    { name: 'Clerk 4 s ahead', recipe: { skewSeconds: 4 } },
    { name: 'a token of today', recipe: {} },
  ])('$name: signed in', async ({ recipe }) => {
    const response = await visit(`${live()}; __session=${await mint(recipe)}`);
    expect(response.headers.get('x-middleware-request-x-clerk-auth-status')).toBe('signed-in');
  });
});

describe('the same in the Authorization header of a program is 401', () => {
  test.each(REFUSED.filter(({ name, fault }) => name !== 'nothing' && fault !== 'token_outdated'))(
    '$name',
    async ({ token }) => {
      const authorization = `Bearer ${await token()}`;
      const response = await visit('theme=dark', { 'sec-fetch-dest': 'empty', authorization });
      expect(await response.json()).toMatchObject({ status: 401, code: 'token_rejected' });
    },
  );
});

describe('two session cookies of one name', () => {
  const stray = (name: string, path: string, domain?: string) =>
    `${name}=; Path=${path}; ${domain ? `Domain=${domain}; ` : ''}Max-Age=0; SameSite=Lax`;

  test.each(['first', 'last'])(
    'the good one %s: neither is accepted, and the planted one is deleted',
    async (where) => {
      const [good, planted] = [await mint(), await mint({ claims: { sub: 'user_evil', sid: 'sess_evil' } })];
      const pair = where === 'first' ? [good, planted] : [planted, good];
      const response = await visit([live(), ...pair.map((token) => `__session=${token}`)].join('; '));
      expect(response.headers.get('x-sso-reason')).toBe('session_sync_needed; fault=token_ambiguous');
      const lines = response.headers.getSetCookie();
      expect(lines).toContain(stray('__session', '/', 'acme.localhost'));
      for (const path of ['/a', '/a/', '/a/b', '/a/b/']) {
        expect(lines).toContain(stray('__session', path));
        expect(lines).toContain(stray('__session', path, 'platform.acme.localhost'));
        expect(lines).toContain(stray('__session', path, 'acme.localhost'));
      }
      // The host's own cookie, which Clerk writes, is the one that stays.
      expect(lines).not.toContain(stray('__session', '/'));
    },
  );

  test('the same token twice is one token', async () => {
    const token = await mint();
    const response = await visit(`${live()}; __session=${token}; __session=${token}`);
    expect(response.headers.get('x-middleware-request-x-clerk-auth-status')).toBe('signed-in');
  });

  test('a call gets 401 with the same deletions, so that its retry succeeds', async () => {
    const cookie = `${live()}; __session=${await mint()}; __session=garbage`;
    const response = await visit(cookie, { 'sec-fetch-dest': 'empty' });
    expect(await response.json()).toMatchObject({ fault: 'token_ambiguous' });
    expect(response.headers.getSetCookie()).toContain(stray('__session', '/', 'acme.localhost'));
  });
});

test('a single planted cookie is deleted from the parent domain when it is refused', async () => {
  const response = await visit(`${live()}; __session=garbage`);
  expect(response.headers.getSetCookie()).toEqual([
    '__session=; Path=/; Domain=acme.localhost; Max-Age=0; SameSite=Lax',
  ]);
});

describe('two Clerk instances under one domain', () => {
  test('cookies of the other instance are no reason to sync', async () => {
    const now = nowSeconds();
    const others = `__client_uat=${now}; __client_uat_other123=${now}; __session_other123=${await mint()}`;
    const response = await visit(others);
    expect(response.headers.get('x-sso-reason')).toBe('sign_in_required');
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  test('a token of another issuer, signed with our key and under our name, is refused', async () => {
    const suffix = await getCookieSuffix(process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '');
    const token = await mint({ claims: { iss: 'https://clerk.other.example' } });
    const uat = nowSeconds() - 400;
    const response = await visit(`__client_uat_${suffix}=${uat}; __session_${suffix}=${token}`);
    expect(response.headers.get('x-sso-reason')).toBe('session_sync_needed; fault=token_issuer_foreign');
  });
});

test('an expired token beside a refresh cookie: the SDK refreshes it on the server, for this origin, without a page in between', async () => {
  const suffix = await getCookieSuffix(process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '');
  const expired = await mint({ skewSeconds: -300 });
  const cookie = `${live()}; __session=${expired}; __refresh_${suffix}=refresh_1`;
  const response = await visit(cookie, { 'sec-fetch-dest': 'document', 'x-forwarded-host': 'evil.test' });
  expect(response.headers.get('x-middleware-request-x-clerk-auth-status')).toBe('signed-in');
  expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^__session=ey.+; Path=\/$/)]);
  expect(refreshCalls).toEqual([
    {
      url: expect.stringMatching(/^\/v1\/sessions\/sess_1\/refresh/),
      input: expect.objectContaining({ request_origin: PLATFORM, refresh_token: 'refresh_1' }),
    },
  ]);
});

describe('the outcome of a handshake', () => {
  test.each(['__clerk_handshake_nonce', '__clerk_handshake'])(
    '%s, on the shared domain or in the URL, is ignored',
    async (name) => {
      const outcome = await mint({ claims: { handshake: [`__session=${await mint()}; Path=/`] } });
      const cookie = `${live()}; __session=${await mint()}; ${name}=${outcome}`;
      const response = await visit(cookie);
      expect(response.headers.get('x-middleware-request-x-clerk-auth-status')).toBe('signed-in');
      expect(response.headers.getSetCookie()).toEqual([]);

      const headers = { host: 'platform.acme.localhost:3000', 'sec-fetch-dest': 'document' };
      const anonymous = await proxy(new NextRequest(`${PLATFORM}/a?${name}=${outcome}`, { headers }), event);
      expect(anonymous.headers.get('x-sso-reason')).toBe('sign_in_required');
    },
  );
});
