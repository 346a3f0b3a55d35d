import { getAuth } from '@clerk/nextjs/server';
import { getCookieSuffix } from '@clerk/shared/keys';
import fc from 'fast-check';
import { generateKeyPair, type JWTPayload } from 'jose';
import { NextRequest } from 'next/server';
import { beforeAll, expect, test } from 'vitest';
import { buildAppPolicy } from './environment/app-policy.ts';
import { acmeProxy } from './proxy/acme-proxy.fixture.ts';
import { CALL, event, outage } from './proxy/visit.fixture.ts';
import type { createAuthProxy } from './proxy.ts';
import { acme } from './registry/acme.fixture.ts';
import { resolveBearerPolicy } from './routes/bearer-policy.ts';
import { buildRoutePolicy, type RoutePolicy } from './routes/route-policy.ts';
import { withAuth } from './routes/with-auth.ts';
import { readSession } from './token/read-session.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  type Signer,
  signRaw,
} from './token/session-token.fixture.ts';
import { createSessionVerifier } from './token/verify-session.ts';

/**
 * Tokens that a hostile sibling could send, in every place a request has for one, at every door: the proxy with what the guards
 * read behind it, `withAuth`, and a worker with the bearer policy. A token opens a door only if it is genuine, and every door that
 * reads the same place says the same.
 *
 * A failure prints its seed; `fc.assert(…, { seed, path })` repeats it.
 */

const TOKENS = process.env.SSO_TEST_FULL === '1' ? 5_000 : 300;
/** All doors verify a signature; a busy laptop does some hundred of these tokens in a second. */
const LIMIT_MS = 600_000;

const ACADEMY = 'http://academy.acme.localhost:3000';
const SIGNED_IN_SECONDS_AGO = 400;

let signer: Signer;
let foreign: Signer;
let proxy: ReturnType<typeof createAuthProxy>;
let routePolicy: RoutePolicy;
let cookieSuffix: string;
let worker: ReturnType<typeof createSessionVerifier>;

beforeAll(async () => {
  signer = await createSigner('k');
  const { privateKey } = await generateKeyPair('RS256');
  foreign = { ...signer, privateKey };
  proxy = acmeProxy('platform', { jwtKey: signer.pem, outage });
  const app = buildAppPolicy(acme, 'platform', { jwtKey: signer.pem, outage });
  routePolicy = await buildRoutePolicy(app);
  cookieSuffix = await getCookieSuffix(app.clerk.publishableKey);
  worker = createSessionVerifier(
    resolveBearerPolicy(acme, 'api', { SSO_ENVIRONMENT: 'local', CLERK_JWT_KEY: signer.pem }).verification,
  );
});

/** `open`: the rules leave it to the verifier, and only the doors must agree. */
type Expected = 'genuine' | 'refused' | 'open';

interface Change {
  readonly what: string;
  readonly cookie: Expected;
  readonly header: Expected;
  readonly claims?: (now: number) => JWTPayload;
  readonly protectedHeader?: Record<string, unknown>;
  readonly key?: 'foreign';
  readonly respell?: (token: string) => string;
}

const both = (expected: Expected) => ({ cookie: expected, header: expected });

const claim = (name: string, value: unknown, expected: Expected): Change => ({
  what: `${name}: ${JSON.stringify(value)?.slice(0, 60)}`,
  ...both(expected),
  claims: () => ({ [name]: value }),
});

const time = (name: string, offset: number, expected: Pick<Change, 'cookie' | 'header'>): Change => ({
  what: `${name}: ${offset} s from now`,
  ...expected,
  claims: (now) => ({ [name]: now + offset }),
});

/** Never a string that a rule accepts. */
const anyJson = fc.jsonValue({ maxDepth: 2 });

const wrongOrigin = fc.constantFrom(
  `${PLATFORM}/`,
  PLATFORM.toUpperCase(),
  PLATFORM.replace('http:', 'https:'),
  PLATFORM.replace(':3000', ''),
  PLATFORM.replace(':3000', ':3001'),
  `${PLATFORM}.evil.test`,
  PLATFORM.replace('platform', 'evil-platform'),
  PLATFORM.replace('platform.', 'platform.evil.'),
  PLATFORM.replace('platform', '*'),
  PLATFORM.replace('platform', 'docs'),
  `${PLATFORM},${PLATFORM}`,
  `${PLATFORM} `,
  `${PLATFORM}\u0000`,
  'http://acme.localhost:3000',
  'null',
  '',
);

const claimChange: fc.Arbitrary<Change> = fc.oneof(
  wrongOrigin.map((value) => claim('azp', value, 'refused')),
  fc.constant<Change>({ ...claim('azp', ACADEMY, 'genuine'), cookie: 'refused' }),
  anyJson.map((value) => claim('azp', value, 'refused')),
  fc.constantFrom('azp', 'iss', 'sub', 'sid', 'exp').map((name) => claim(name, undefined, 'refused')),
  anyJson.filter((value) => typeof value !== 'string').map((value) => claim('sub', value, 'refused')),
  anyJson.filter((value) => typeof value !== 'string').map((value) => claim('sid', value, 'refused')),
  fc.constantFrom('', 'mch_1').map((value) => claim('sub', value, 'refused')),
  fc
    .constantFrom(
      'https://clerk.other.example',
      'https://clerk.acme.localhost:3000/',
      'https://clerk.acme.localhost',
    )
    .map((value) => claim('iss', value, 'refused')),
  anyJson.map((value) => claim('iss', value, 'refused')),
  fc.integer({ min: -10_000, max: -30 }).map((at) => time('exp', at, both('refused'))),
  fc.integer({ min: 20, max: 10_000 }).map((at) => time('exp', at, both('genuine'))),
  fc.integer({ min: 30, max: 10_000 }).map((at) => time('nbf', at, both('refused'))),
  fc.integer({ min: 30, max: 10_000 }).map((at) => time('iat', at, both('refused'))),
  fc.integer({ min: -300, max: -1 }).map((at) => time('iat', at, both('genuine'))),
  // A token from before the latest sign-in may be another user's; a program has no sign-in to compare it with.
  fc
    .integer({ min: -9_000, max: -500 })
    .map((at) => time('iat', at, { cookie: 'refused', header: 'genuine' })),
  anyJson.filter((value) => typeof value !== 'number').map((value) => claim('exp', value, 'refused')),
  fc.constant(claim('sts', 'pending', 'refused')),
  // Claims that say nothing about whether the token is genuine; the decoder of the SDK may fail on them.
  fc
    .tuple(
      fc.constantFrom('o', 'fea', 'pla', 'fva', 'act', 'org_id', 'jti', 'aud', 'v', '__proto__', 'handshake'),
      anyJson,
    )
    .map(([name, value]) => claim(name, value, 'open')),
);

const header = (protectedHeader: Record<string, unknown>, expected: Expected): Change => ({
  what: `header ${JSON.stringify(protectedHeader)}`,
  ...both(expected),
  protectedHeader,
});

const headerChange: fc.Arbitrary<Change> = fc.oneof(
  fc
    .constantFrom('none', 'None', 'HS256', 'RS512', 'PS256', 'ES256', 'rs256', '', null, ['RS256'])
    .map((alg) => header({ alg }, 'refused')),
  fc.constantFrom('at+jwt', 'JWS', 'jwt ', null, 7).map((typ) => header({ typ }, 'refused')),
  fc.constantFrom('cl_B7d4PD222AAA', '', null, 7).map((cat) => header({ cat }, 'refused')),
  fc
    .constantFrom<Record<string, unknown>>({ crit: ['exp'] }, { crit: [] }, { b64: false, crit: ['b64'] })
    .map((more) => header(more, 'refused')),
  fc
    .constantFrom<Record<string, unknown>>(
      { kid: 'other' },
      { kid: '../../k' },
      { jku: 'https://evil.test/' },
      { x5c: ['x'] },
    )
    .map((more) => header(more, 'open')),
);

const respell = (what: string, change: (token: string) => string, expected: Expected): Change => ({
  what,
  ...both(expected),
  respell: change,
});

/** Characters that a cookie and a header may hold and that stay where they are. */
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const spelling: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(62)).map(([at, step]) =>
    respell(
      `another character at ${at}`,
      (token) => {
        // Not the last one: some of its bits belong to no byte.
        const index = Math.floor(at * (token.length - 1));
        const old = token[index] ?? '';
        const next = BASE64URL[(BASE64URL.indexOf(old) + 1 + step) % BASE64URL.length] ?? '';
        return token.slice(0, index) + (next === old ? 'A' : next) + token.slice(index + 1);
      },
      'open',
    ),
  ),
  fc
    .integer({ min: 4, max: 300 })
    .map((cut) => respell(`cut by ${cut}`, (token) => token.slice(0, -cut), 'refused')),
  fc
    .constantFrom('.', '.x', '..', '=', '==', '%2e', '%00', '!', 'A', 'AAAA')
    .map((end) => respell(`followed by ${end}`, (token) => token + end, 'open')),
  fc
    .constantFrom('.', 'x.', '%', '"')
    .map((start) => respell(`after ${start}`, (token) => start + token, 'open')),
  fc.constant(
    respell('without a signature', (token) => `${token.split('.').slice(0, 2).join('.')}.`, 'refused'),
  ),
  fc.constant(respell('two parts', (token) => token.split('.').slice(0, 2).join('.'), 'refused')),
  fc.constant(respell('parts exchanged', (token) => token.split('.').reverse().join('.'), 'refused')),
  fc
    .stringMatching(/^[\w.~+/-]{0,200}$/)
    .map((text) => respell(`in its place: ${text}`, () => text, 'refused')),
  fc
    .constantFrom(1_000, 6_000)
    .map((size) => respell(`${size} characters`, () => 'x'.repeat(size), 'refused')),
);

const changes = fc.oneof(
  { weight: 2, arbitrary: fc.constant<readonly Change[]>([]) },
  {
    weight: 8,
    arbitrary: fc.array(
      fc.oneof(
        { weight: 5, arbitrary: claimChange },
        { weight: 3, arbitrary: headerChange },
        { weight: 3, arbitrary: spelling },
        {
          weight: 1,
          arbitrary: fc.constant<Change>({ what: 'another key', ...both('refused'), key: 'foreign' }),
        },
      ),
      { minLength: 1, maxLength: 3 },
    ),
  },
);

/** Later changes win, as in an object: only the last of one claim counts, and a spelling hides everything. */
async function build(list: readonly Change[]): Promise<string> {
  const now = nowSeconds();
  const claims = Object.assign({}, ...list.map((change) => change.claims?.(now)));
  const protectedHeader = Object.assign({}, ...list.map((change) => change.protectedHeader));
  const key = list.some((change) => change.key) ? foreign : signer;
  const token = await signRaw(
    key,
    { alg: 'RS256', kid: 'k', typ: 'JWT', cat: 'cl_B7d4PD111AAA', ...protectedHeader },
    localClaims({ sub: 'user_genuine', ...claims }),
  );
  return list.reduce((text, change) => change.respell?.(text) ?? text, token);
}

/** A change that another one undoes leaves it open; two that are both fine stay fine. */
function expectedOf(list: readonly Change[], carrier: 'cookie' | 'header'): Expected {
  if (list.every((change) => change[carrier] === 'genuine')) return 'genuine';
  const keys = list.flatMap((change) => [
    ...Object.keys(change.claims?.(0) ?? {}),
    ...Object.keys(change.protectedHeader ?? {}),
    ...(change.respell ? ['spelling'] : []),
  ]);
  const isEachOnce = new Set(keys).size === keys.length;
  return isEachOnce && list.some((change) => change[carrier] === 'refused') ? 'refused' : 'open';
}

interface Place {
  readonly carrier: 'cookie' | 'header' | 'query';
  readonly headers: (token: string) => Record<string, string>;
  readonly query?: (token: string) => string;
}

const uat = () => nowSeconds() - SIGNED_IN_SECONDS_AGO;

const PLACES: Readonly<Record<string, Place>> = {
  'the shared cookie': {
    carrier: 'cookie',
    headers: (token) => ({ cookie: `__client_uat=${uat()}; __session=${token}` }),
  },
  'the cookie of this instance': {
    carrier: 'cookie',
    headers: (token) => ({
      cookie: `__client_uat=${uat()}; __client_uat_${cookieSuffix}=${uat()}; __session_${cookieSuffix}=${token}`,
    }),
  },
  'both cookies': {
    carrier: 'cookie',
    headers: (token) => ({
      cookie: `__session=${token}; __client_uat_${cookieSuffix}=${uat()}; __client_uat=${uat()}; __session_${cookieSuffix}=${token}`,
    }),
  },
  'the Authorization header': {
    carrier: 'header',
    headers: (token) => ({ authorization: `Bearer ${token}` }),
  },
  'the query': {
    carrier: 'query',
    headers: () => ({ cookie: `__client_uat=${uat()}` }),
    query: (token) =>
      [
        '__session',
        `__session_${cookieSuffix}`,
        'token',
        '__clerk_handshake',
        '__clerk_db_jwt',
        '__clerk_ticket',
      ]
        .map((name) => `${name}=${encodeURIComponent(token)}`)
        .join('&'),
  },
};

const route = withAuth((_request, { userId }) => Response.json({ userId }), {
  policy: async () => routePolicy,
});

/** Who each door says that the caller is; null: nobody. */
async function askDoors(place: Place, token: string): Promise<Record<string, string | null>> {
  const url = `${PLATFORM}/api/x?${place.query?.(token) ?? ''}`;
  const headers = { host: new URL(PLATFORM).host, ...CALL, ...place.headers(token) };
  const passed = await proxy(new NextRequest(url, { headers }), event);
  expect(passed.status).toBeLessThan(500);
  const answered = await route(new Request(url, { headers }), undefined);
  expect(answered.status).toBeLessThan(500);
  const body: { userId?: string } = await answered.json();
  const isBearer = place.carrier === 'header';
  const verified = isBearer ? await worker(token) : undefined;
  return {
    proxy:
      passed.headers.get('x-middleware-request-x-clerk-auth-status') === 'signed-in' ? 'signed in' : null,
    guards: readAsGuards(url, headers, passed) === null ? null : 'signed in',
    withAuth: body.userId === undefined ? null : 'signed in',
    ...(verified && { worker: verified.ok ? 'signed in' : null }),
    ...(body.userId !== undefined && body.userId !== 'user_genuine' ? { otherUser: body.userId } : {}),
  };
}

/** As `currentSession()` reads it: what the proxy hands to the app, through the SDK. */
function readAsGuards(
  url: string,
  sent: Record<string, string>,
  { headers: answer }: Response,
): string | null {
  if (answer.get('x-middleware-next') !== '1' && !answer.has('x-middleware-rewrite')) return null;
  const forwarded = new Headers(sent);
  for (const name of (answer.get('x-middleware-override-headers') ?? '').split(',').filter(Boolean)) {
    const value = answer.get(`x-middleware-request-${name}`);
    if (value !== null) forwarded.set(name, value);
  }
  const { sessionClaims } = getAuth(new NextRequest(url, { headers: forwarded }));
  return sessionClaims ? (readSession(sessionClaims)?.userId ?? null) : null;
}

test.each(Object.entries(PLACES))(
  `of ${TOKENS} tokens in %s only genuine ones open a door, and all doors agree`,
  async (_name, place) => {
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const token = await build(list);
        const doors = await askDoors(place, token);
        const expected = place.carrier === 'query' ? 'refused' : expectedOf(list, place.carrier);
        const results = new Set(Object.values(doors));
        const what = JSON.stringify({ changes: list.map((change) => change.what), expected, doors });
        expect(results.size, what).toBe(1);
        if (expected === 'genuine') expect(results, what).toEqual(new Set(['signed in']));
        if (expected === 'refused') expect(results, what).toEqual(new Set([null]));
        if (results.has('signed in')) accepted += 1;
      }),
      { numRuns: TOKENS },
    );
    // A corpus that no door opens for would prove nothing.
    if (place.carrier === 'query') expect(accepted).toBe(0);
    else expect(accepted).toBeGreaterThan(TOKENS / 20);
  },
  LIMIT_MS,
);
