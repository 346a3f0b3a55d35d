import { NextRequest } from 'next/server';
import { beforeAll, describe, expect, test } from 'vitest';
import { buildAppPolicy } from '../environment/app-policy.ts';
import { acme } from '../registry/acme.fixture.ts';
import { buildRoutePolicy } from '../routes/route-policy.ts';
import { withAuth } from '../routes/with-auth.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  type Signer,
  signToken,
} from '../token/session-token.fixture.ts';
import { acmeProxy } from './acme-proxy.fixture.ts';
import { CALL, event, outage } from './visit.fixture.ts';

/** A page sends an Authorization header beside the cookies of a user: through the real proxy, and through `withAuth`. */

const ACCOUNT = 'http://account.acme.localhost:3000';

let signer: Signer;
let other: Signer;
beforeAll(async () => {
  [signer, other] = await Promise.all([createSigner('k'), createSigner('k')]);
});

interface Call {
  readonly authorization: string;
  /** Age of the cookie's token in seconds; null: no cookie of a session. */
  readonly tokenAge?: number | null;
  readonly clientUat?: string | null;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

async function headersOf({ authorization, tokenAge = 0, clientUat, headers = {} }: Call) {
  const token =
    tokenAge === null ? undefined : await signToken(signer, localClaims({ azp: ACCOUNT }, tokenAge));
  const uat = clientUat === undefined ? `${nowSeconds() - 500}` : clientUat;
  const cookies = [
    ...(token === undefined ? [] : [`__session=${token}`]),
    ...(uat === null ? [] : [`__client_uat=${uat}`]),
  ];
  return {
    host: new URL(ACCOUNT).host,
    origin: ACCOUNT,
    'sec-fetch-site': 'same-origin',
    ...CALL,
    ...headers,
    authorization,
    cookie: cookies.join('; '),
  };
}

/** account is a mixed app: a request without a user passes. */
async function viaProxy(call: Call): Promise<string> {
  const proxy = acmeProxy('account', { jwtKey: signer.pem, outage });
  const request = new NextRequest(`${ACCOUNT}/trpc/save`, {
    method: call.method ?? 'POST',
    headers: await headersOf(call),
  });
  const response = await proxy(request, event);
  const status = response.headers.get('x-middleware-request-x-clerk-auth-status');
  return status ?? `${response.status} ${response.headers.get('x-sso-reason')?.split(';')[0]}`;
}

async function viaRoute(call: Call): Promise<string> {
  const policy = await buildRoutePolicy(buildAppPolicy(acme, 'account', { jwtKey: signer.pem, outage }));
  const route = withAuth(() => new Response('signed-in'), { policy: async () => policy });
  const request = new Request(`${ACCOUNT}/api/save`, {
    method: call.method ?? 'POST',
    headers: await headersOf(call),
  });
  const response = await route(request, undefined);
  if (response.ok) return response.text();
  return `${response.status} ${response.headers.get('x-sso-reason')?.split(';')[0]}`;
}

const DOORS = [
  { door: 'the proxy', send: viaProxy },
  { door: 'withAuth', send: viaRoute },
];

/** What code writes where it has no token, and keys that are the app's own. */
const NO_TOKENS = [
  'Bearer null',
  'Bearer undefined',
  'Bearer [object Object]',
  'Bearer false',
  'Bearer ',
  'Bearer',
  'null',
  'Bearer app-key-0123456789',
  `Bearer ${'x'.repeat(4_000)}`,
];

describe.each(DOORS)('$door: a header that holds no token does not hide the cookie', ({ send }) => {
  test.each(NO_TOKENS)('%s', async (authorization) => {
    expect(await send({ authorization })).toBe('signed-in');
    expect(await send({ authorization, method: 'GET' })).toBe('signed-in');
    // Where the cookie is stale, the page is asked to refresh it; the write is never one of nobody.
    expect(await send({ authorization, tokenAge: 300 })).toBe('401 session_sync_needed');
    expect(await send({ authorization, tokenAge: null })).toBe('401 session_sync_needed');
  });

  test.each(NO_TOKENS)('%s, in a write that a page of another origin sends', async (authorization) => {
    const headers = { origin: 'http://portal.acme.localhost:3000', 'sec-fetch-site': 'same-site' };
    expect(await send({ authorization, headers })).toBe('403 cross_origin_request');
  });
});

describe.each(DOORS)(
  '$door: a token that is not accepted is refused, and never becomes nobody',
  ({ send }) => {
    test.each([
      { name: 'expired', token: () => signToken(signer, localClaims({ azp: ACCOUNT }, 300)) },
      { name: 'of another key', token: () => signToken(other, localClaims({ azp: ACCOUNT })) },
      {
        name: 'of another issuer',
        token: () => signToken(other, localClaims({ iss: 'https://other.example' })),
      },
      { name: 'without a session', token: () => signToken(signer, localClaims({ sid: undefined })) },
      { name: 'three parts that are nothing', token: async () => 'a.b.c' },
      { name: 'in the form of a token', token: async () => 'eyJhbGciOiJSUzI1NiJ9.eyJz.c2ln' },
    ])('$name', async ({ token }) => {
      expect(await send({ authorization: `Bearer ${await token()}` })).toBe('401 token_rejected');
      expect(await send({ authorization: `Bearer ${await token()}`, clientUat: null })).toBe(
        '401 token_rejected',
      );
    });

    test('an accepted token counts, and not the cookie', async () => {
      const authorization = `Bearer ${await signToken(signer, localClaims({ azp: ACCOUNT }))}`;
      expect(await send({ authorization, tokenAge: 300 })).toBe('signed-in');
    });
  },
);

test.each(['Bearer null', 'Bearer app-key'])(
  'a program without cookies: %s stays a refused token',
  async (authorization) => {
    const program = { authorization, tokenAge: null, clientUat: null };
    expect(await viaRoute(program)).toBe('401 token_rejected');
    expect(await viaProxy(program)).toBe('signed-out');
  },
);

test('the app still receives a key of its own', async () => {
  const proxy = acmeProxy('account', { jwtKey: signer.pem, outage });
  const headers = await headersOf({ authorization: 'Bearer app-key' });
  const { headers: seen } = await proxy(
    new NextRequest(`${ACCOUNT}/trpc/save`, { method: 'POST', headers }),
    event,
  );
  expect(seen.get('x-middleware-request-authorization')).toBe('Bearer app-key');
  expect(seen.get('x-middleware-override-headers')?.split(',')).toContain('authorization');
});
