import { getCookieSuffix } from '@clerk/shared/keys';
import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { buildAppPolicy } from './environment/app-policy.ts';
import { acmeProxy } from './proxy/acme-proxy.fixture.ts';
import { event, outage } from './proxy/visit.fixture.ts';
import type { TokenFault } from './reasons.ts';
import { acme } from './registry/acme.fixture.ts';
import { resolveBearerPolicy } from './routes/bearer-policy.ts';
import { buildRoutePolicy } from './routes/route-policy.ts';
import { withAuth } from './routes/with-auth.ts';
import { checkSessionShape } from './token/check-session-claims.ts';
import {
  createSigner,
  encodePart,
  LOCAL_PLATFORM,
  localClaims,
  nowSeconds,
  signJson,
} from './token/session-token.fixture.ts';
import { createSessionVerifier } from './token/verify-session.ts';

/**
 * One rule set for every door. The same tokens, most of them signed with the instance's own key, go through the verifier, `withAuth`,
 * the proxy of an app, and a worker with bearer tokens; guards see only what the proxy passes, and check its shape once more.
 */

const signer = await createSigner('k');
const clerkKeys = { jwtKey: signer.pem };
const app = buildAppPolicy(acme, 'platform', { ...clerkKeys, outage });
const suffix = await getCookieSuffix(process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '');

interface Case {
  readonly name: string;
  readonly token: () => Promise<string>;
  /** null: accepted everywhere. */
  readonly fault: TokenFault | null;
}

const HEADER = { alg: 'RS256', kid: 'k', typ: 'JWT', cat: 'cl_B7d4PD111AAA' };

/** Signed by the instance. Members of `claims` with a text value that starts with `json:` are written as they are. */
function signed(
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): () => Promise<string> {
  const asJson = (value: object) => JSON.stringify(value).replace(/"json:([^"]*)"/g, '$1');
  return () => signJson(signer, asJson({ ...HEADER, ...header }), asJson(localClaims(claims)));
}

/** Text in quotation marks is a text, anything else is JSON as it stands. */
const asClaim = (value: string) => (value.startsWith('"') ? value.slice(1, -1) : `json:${value}`);

const times = (name: 'exp' | 'nbf' | 'iat', values: Readonly<Record<string, TokenFault | null>>): Case[] =>
  Object.entries(values).map(([value, fault]) => ({
    name: `${name} ${value}`,
    token: signed({ [name]: value === 'absent' ? undefined : asClaim(value) }),
    fault,
  }));

const crit = (name: string, value: unknown, more: Record<string, unknown> = {}): Case => ({
  name: `crit ${name}`,
  token: signed({}, { crit: value, ...more }),
  fault: 'token_malformed',
});

const CASES: readonly Case[] = [
  { name: 'an honest token', token: signed({}), fault: null },
  { name: 'no category in the header', token: signed({}, { cat: undefined }), fault: null },
  { name: 'no typ in the header', token: signed({}, { typ: undefined }), fault: null },
  { name: 'custom claims', token: signed({ a: { b: [1] }, __proto__: 1 }), fault: null },
  { name: 'Clerk 4 s ahead', token: signed({ iat: nowSeconds() + 4, nbf: nowSeconds() + 4 }), fault: null },

  crit('of an extension', ['x'], { x: 1 }),
  crit('of b64', ['b64'], { b64: false }),
  crit('empty', []),
  crit('as text', 'x'),
  crit('null', null),
  crit('false', false),
  crit('of exp', ['exp']),
  { name: 'alg none', token: signed({}, { alg: 'none' }), fault: 'token_algorithm_refused' },
  { name: 'alg HS256', token: signed({}, { alg: 'HS256' }), fault: 'token_algorithm_refused' },
  { name: 'alg PS256', token: signed({}, { alg: 'PS256' }), fault: 'token_algorithm_refused' },
  { name: 'no alg', token: signed({}, { alg: undefined }), fault: 'token_algorithm_refused' },
  { name: 'typ of an OAuth token', token: signed({}, { typ: 'at+jwt' }), fault: 'token_type_refused' },
  { name: 'another typ', token: signed({}, { typ: 'x' }), fault: 'token_type_refused' },
  {
    name: 'the category of a template',
    token: signed({}, { cat: 'cl_B7d4PD222AAA' }),
    fault: 'token_type_refused',
  },

  ...times('exp', {
    absent: 'token_malformed',
    '1e999': 'token_malformed',
    '-1e999': 'token_malformed',
    '1e300': 'token_malformed',
    '9007199254740991': 'token_malformed',
    '253402300800': 'token_malformed',
    '-1': 'token_malformed',
    null: 'token_malformed',
    '"9999999999"': 'token_malformed',
    '[9999999999]': 'token_malformed',
    true: 'token_malformed',
    '0': 'token_expired',
    '1': 'token_expired',
  }),
  ...times('nbf', {
    absent: null,
    '1e999': 'token_malformed',
    '-1e999': 'token_malformed',
    '1e300': 'token_malformed',
    '9e15': 'token_malformed',
    null: 'token_malformed',
    '"0"': 'token_malformed',
    '9999999999': 'token_not_active_yet',
  }),
  ...times('iat', {
    absent: 'token_malformed',
    '1e999': 'token_malformed',
    '1e300': 'token_malformed',
    '9e15': 'token_malformed',
    null: 'token_malformed',
    '"0"': 'token_malformed',
    '9999999999': 'token_issued_in_future',
  }),

  { name: 'sub empty', token: signed({ sub: '' }), fault: 'token_type_refused' },
  { name: 'no sub', token: signed({ sub: undefined }), fault: 'token_type_refused' },
  { name: 'sub of a machine', token: signed({ sub: 'mch_1' }), fault: 'token_type_refused' },
  { name: 'sub that is a list', token: signed({ sub: ['user_1'] }), fault: 'token_type_refused' },
  { name: 'sid empty', token: signed({ sid: '' }), fault: 'token_type_refused' },
  { name: 'no sid', token: signed({ sid: undefined }), fault: 'token_type_refused' },
  { name: 'sid that is a number', token: signed({ sid: 1 }), fault: 'token_type_refused' },
  {
    name: 'iss of another instance, under the instance’s own name',
    token: signed({ iss: 'https://clerk.other.example' }),
    fault: 'token_issuer_foreign',
  },
  {
    name: 'iss with a slash',
    token: signed({ iss: 'https://clerk.acme.localhost:3000/' }),
    fault: 'token_issuer_foreign',
  },
  { name: 'no iss', token: signed({ iss: undefined }), fault: 'token_issuer_foreign' },
  { name: 'no azp', token: signed({ azp: undefined }), fault: 'azp_missing' },
  { name: 'azp empty', token: signed({ azp: '' }), fault: 'azp_missing' },
  {
    name: 'azp of a sibling',
    token: signed({ azp: 'http://docs.acme.localhost:3000' }),
    fault: 'azp_foreign',
  },
  { name: 'azp with a slash', token: signed({ azp: `${LOCAL_PLATFORM}/` }), fault: 'azp_foreign' },
  { name: 'azp that is a list', token: signed({ azp: [LOCAL_PLATFORM] }), fault: 'azp_missing' },

  {
    name: 'a payload of null',
    token: () => signJson(signer, JSON.stringify(HEADER), 'null'),
    fault: 'token_malformed',
  },
  {
    name: 'a payload that is a list',
    token: () => signJson(signer, JSON.stringify(HEADER), '[]'),
    fault: 'token_malformed',
  },
  {
    name: 'a payload that is no JSON',
    token: () => signJson(signer, JSON.stringify(HEADER), '{'),
    fault: 'token_malformed',
  },
  {
    name: 'a signature that is missing',
    token: async () => `${encodePart(HEADER)}.${encodePart(localClaims())}.`,
    fault: 'token_signature_invalid',
  },
  { name: 'an API key', token: async () => 'ak_1', fault: 'token_malformed' },
  { name: 'an M2M token', token: async () => 'mt_1', fault: 'token_malformed' },
  { name: 'an OAuth token', token: async () => 'oat_1', fault: 'token_malformed' },
  { name: 'dots', token: async () => '.'.repeat(15_000), fault: 'token_malformed' },
];

/** In a path that no file is at, so that nothing but the session decides. */
const ADDRESS = `${LOCAL_PLATFORM}/x`;
const LIVE = `__client_uat_${suffix}=1; __client_uat=1`;
const proxy = acmeProxy('platform', { ...clerkKeys, outage, onEvent: () => {} });
const visit = (headers: Record<string, string>) =>
  proxy(
    new NextRequest(ADDRESS, {
      headers: { host: new URL(ADDRESS).host, 'sec-fetch-dest': 'empty', accept: '*/*', ...headers },
    }),
    event,
  );

const routes = buildRoutePolicy(app);
const route = withAuth(() => Response.json({}), { policy: () => routes });
const call = (headers: Record<string, string>) => route(new Request(ADDRESS, { headers }), undefined);

const answered = async (response: Response) => {
  const text = await response.text();
  return (text === '' ? {} : JSON.parse(text)) as { readonly code?: string; readonly fault?: TokenFault };
};
/** A cookie that was refused is synced, with its fault. */
async function cookieFault(response: Response): Promise<string | null> {
  if (response.headers.has('x-middleware-next') || response.ok) return null;
  const { code, fault } = await answered(response);
  return fault ?? code ?? 'none';
}
const isRefused = (response: Response) => !response.headers.has('x-middleware-next') && !response.ok;

describe('the same answer at every door', () => {
  const verify = createSessionVerifier({
    issuers: app.clerk.issuers,
    parties: [LOCAL_PLATFORM as never],
    keys: clerkKeys,
    acceptPending: true,
  });
  const api = resolveBearerPolicy(acme, 'api', { SSO_ENVIRONMENT: 'local', CLERK_JWT_KEY: signer.pem });
  const verifyInWorker = createSessionVerifier(api.verification);
  const faultOf = (result: Awaited<ReturnType<typeof verify>>) => (result.ok ? null : result.fault);

  test.each(CASES)('$name: $fault', async ({ token, fault }) => {
    const value = await token();
    const suffixed = { cookie: `${LIVE}; __session_${suffix}=${value}` };
    const twice = { cookie: `${LIVE}; __session=${value}; __session_${suffix}=${value}` };
    const bearer = { authorization: `Bearer ${value}` };
    expect({
      verifier: faultOf(await verify(value)),
      worker: faultOf(await verifyInWorker(value)),
      'withAuth, cookie': await cookieFault(await call(suffixed)),
      'proxy, cookie': await cookieFault(await visit(suffixed)),
      'proxy, both cookies': await cookieFault(await visit(twice)),
    }).toEqual({
      verifier: fault,
      worker: fault,
      'withAuth, cookie': fault,
      'proxy, cookie': fault,
      'proxy, both cookies': fault,
    });
    expect([isRefused(await call(bearer)), isRefused(await visit(bearer))]).toEqual(
      [fault, fault].map((each) => each !== null),
    );
  });
});

describe('a guard accepts nothing of another shape', () => {
  const isAboutShape = ({ fault }: Case) =>
    fault !== null && ['token_type_refused', 'token_issuer_foreign'].includes(fault);
  const claimsOf = (token: string): object | null =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

  test.each(CASES.filter((each) => /^(sub|no sub|sid|no sid|iss|no iss|exp|nbf|iat)/.test(each.name)))(
    '$name',
    async (each) => {
      const shape = checkSessionShape(claimsOf(await each.token()) ?? {}, app.clerk.issuers);
      // Times are compared before, by the proxy.
      const expected =
        isAboutShape(each) || each.fault === 'token_malformed' ? each.fault : expect.any(Object);
      expect(shape).toEqual(expected);
    },
  );
});
