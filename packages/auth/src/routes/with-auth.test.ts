import { isReverificationHint } from '@clerk/shared/authorization-errors';
import type { JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildAppPolicy } from '../environment/app-policy.ts';
import { createCircuitBreaker } from '../outage/circuit-breaker.ts';
import type { OutagePolicy } from '../outage/outage-policy.ts';
import { outage as working } from '../proxy/visit.fixture.ts';
import { acme } from '../registry/acme.fixture.ts';
import { API_KEY, type BackendApi, startBackendApi, UNKNOWN_TOKEN } from '../token/backend-api.fixture.ts';
import type { TokenType } from '../token/caller.ts';
import {
  createSigner,
  localClaims,
  nowSeconds,
  LOCAL_PLATFORM as PLATFORM,
  type Signer,
  signToken,
} from '../token/session-token.fixture.ts';
import { buildRoutePolicy, type RoutePolicy } from './route-policy.ts';
import { type RouteRequirement, withAuth } from './with-auth.ts';

const ACADEMY = 'http://academy.acme.localhost:3000';
const PORTAL = 'http://portal.acme.localhost:3000';

let signer: Signer;
let policy: RoutePolicy;
let clerk: BackendApi;
/** A breaker that two failed probes have opened. */
const down = createCircuitBreaker({ probe: async () => false, retryMs: 0, confirmMs: 0 });

beforeAll(async () => {
  signer = await createSigner('k');
  clerk = await startBackendApi(UNKNOWN_TOKEN);
  process.env.CLERK_API_URL = clerk.url;
  policy = await buildRoutePolicy(buildAppPolicy(acme, 'platform', { jwtKey: signer.pem, outage: working }));
  down.suspect();
  await vi.waitUntil(() => down.isOpen());
});
afterAll(() => clerk.server.close());
beforeEach(() => {
  clerk.calls.length = 0;
  Object.assign(clerk.answer, UNKNOWN_TOKEN);
});

const mint = (claims: JWTPayload = {}, ageSeconds = 0): Promise<string> =>
  signToken(signer, localClaims(claims, ageSeconds));

interface Call {
  readonly cookie?: string;
  readonly authorization?: string;
  readonly method?: string;
  readonly origin?: string;
  readonly accepts?: readonly [TokenType, ...TokenType[]];
  readonly requires?: RouteRequirement;
  readonly by?: RoutePolicy;
}

async function call({ accepts, requires, by = policy, method = 'GET', ...headers }: Call) {
  const route = withAuth((_request, caller) => Response.json({ tokenType: caller.tokenType }), {
    ...(accepts ? { accepts } : {}),
    ...(requires ? { requires } : {}),
    policy: async () => by,
  });
  const given = Object.entries(headers).filter(([, value]) => value !== undefined) as [string, string][];
  const response = await route(new Request(`${PLATFORM}/api/x`, { method, headers: given }), undefined);
  const body = JSON.parse(await response.text());
  return { status: response.status, body, headers: response.headers };
}

const live = (ageSeconds = 120) => `__client_uat=${nowSeconds() - ageSeconds}`;

describe('a session cookie', () => {
  test('of this app lets its user in', async () => {
    const { status, body, headers } = await call({ cookie: `${live()}; __session=${await mint()}` });
    expect([status, body, headers.get('cache-control')]).toEqual([
      200,
      { tokenType: 'session_token' },
      'private, no-store',
    ]);
  });

  test.each([
    ['nothing at all', () => '', 401, 'sign_in_required', undefined],
    [
      'signed out',
      async () => `__client_uat=0; __session=${await mint()}`,
      401,
      'sign_in_required',
      undefined,
    ],
    ['a live session without a token here', () => live(), 401, 'session_sync_needed', 'token_missing'],
    [
      'no azp',
      async () => `${live()}; __session=${await mint({ azp: undefined })}`,
      401,
      'session_sync_needed',
      'azp_missing',
    ],
    [
      'a declared caller’s azp',
      async () => `${live()}; __session=${await mint({ azp: ACADEMY })}`,
      401,
      'session_sync_needed',
      'azp_foreign',
    ],
    [
      'expired',
      async () => `${live()}; __session=${await mint({}, 100)}`,
      401,
      'session_sync_needed',
      'token_expired',
    ],
    [
      'older than the last sign-in',
      async () => `${live(5)}; __session=${await mint({}, 20)}`,
      401,
      'session_sync_needed',
      'token_outdated',
    ],
    [
      'two different ones',
      async () => `${live()}; __session=${await mint()}; __session=x`,
      401,
      'session_sync_needed',
      'token_ambiguous',
    ],
    ['garbage', () => `${live()}; __session=garbage`, 401, 'session_sync_needed', 'token_malformed'],
    [
      'found stale before',
      () => {
        const uat = live();
        return `${uat}; __sso_stale_client=${uat.split('=')[1]}`;
      },
      401,
      'sign_in_required',
      undefined,
    ],
  ])('%s: %i %s', async (_name, cookie, status, code, fault) => {
    const answer = await call({ cookie: await cookie() });
    expect([answer.status, answer.body.code, answer.body.fault]).toEqual([status, code, fault]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  });

  test('that the browser drops because of its size is no reason to mint another token', async () => {
    const { status, body } = await call({ cookie: `${live()}; __sso_token_size=4700` });
    expect([status, body.code]).toEqual([503, 'token_too_large']);
  });

  test('sent along with a write by a page of a sibling app is refused', async () => {
    const cookie = `${live()}; __session=${await mint()}`;
    expect((await call({ cookie, method: 'POST', origin: PLATFORM })).status).toBe(200);
    const foreign = await call({ cookie, method: 'POST', origin: PORTAL });
    expect([foreign.status, foreign.body.code]).toEqual([403, 'cross_origin_request']);
  });

  test('is refused by a route that only accepts API keys', async () => {
    const cookie = `${live()}; __session=${await mint()}`;
    const answer = await call({ cookie, accepts: ['api_key'] });
    expect([answer.status, answer.body.code]).toEqual([401, 'sign_in_required']);
  });
});

describe('a bearer token', () => {
  test.each([
    ['of this app', PLATFORM, 200],
    ['of a declared caller', ACADEMY, 200],
    ['of an app that is no caller', PORTAL, 401],
    ['that names no app', undefined, 401],
  ])('%s: %s %i', async (_name, azp, status) => {
    const answer = await call({
      authorization: `Bearer ${await mint({ azp })}`,
      method: 'POST',
      origin: ACADEMY,
    });
    expect(answer.status).toBe(status);
    if (status === 401) {
      expect(answer.body.code).toBe('token_rejected');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
    }
  });

  test('hides the cookie, also when the token is refused', async () => {
    const answer = await call({
      authorization: 'Bearer x.y.z',
      cookie: `${live()}; __session=${await mint()}`,
    });
    expect([answer.status, answer.body.code]).toEqual([401, 'token_rejected']);
  });

  test('of a kind that the route does not accept is refused by its form, without a call to Clerk', async () => {
    const answer = await call({ authorization: 'Bearer ak_something' });
    expect([answer.status, answer.body.code, clerk.calls]).toEqual([401, 'credential_refused', []]);
  });
});

describe('a requirement on the user', () => {
  test.each<[string, RouteRequirement, JWTPayload, number, string]>([
    ['a permission', { permission: 'org:tickets:read' }, {}, 403, 'permission_required'],
    ['an organization', { organization: 'any' }, {}, 403, 'organization_required'],
    ['a feature', { feature: 'export' }, {}, 403, 'feature_required'],
    [
      'no impersonation',
      { impersonation: 'forbid' },
      { act: { sub: 'user_2' } },
      403,
      'impersonation_forbidden',
    ],
    ['finished tasks', {}, { sts: 'pending' }, 401, 'session_pending'],
    ['a fresh verification', { verification: 'strict' }, { fva: [30, -1] }, 403, 'verification_required'],
  ])('%s', async (_name, requires, claims, status, code) => {
    const answer = await call({ authorization: `Bearer ${await mint(claims)}`, requires });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(isReverificationHint(answer.body)).toBe(code === 'verification_required');
  });
});

let secret = 0;
/** A new key for each test: verified ones are kept. */
const newKey = () => {
  secret += 1;
  return `Bearer ak_secret_${secret}`;
};

describe('an API key', () => {
  const accepts = ['api_key'] as const;

  test('that Clerk knows is accepted, with one call', async () => {
    Object.assign(clerk.answer, { status: 200, body: API_KEY });
    const authorization = newKey();
    const answers = await Promise.all(Array.from({ length: 5 }, () => call({ authorization, accepts })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect((await call({ authorization, accepts })).status).toBe(200);
    expect(clerk.calls).toHaveLength(1);
  });

  test.each([
    ['unknown', 404, {}, 401, 'token_rejected'],
    ['revoked, although Clerk answers 200', 200, { ...API_KEY, revoked: true }, 401, 'token_rejected'],
    ['expired, although Clerk answers 200', 200, { ...API_KEY, expired: true }, 401, 'token_rejected'],
    ['past its time', 200, { ...API_KEY, expiration: Date.now() - 1 }, 401, 'token_rejected'],
    [
      'of a subject that is no user and no organization',
      200,
      { ...API_KEY, subject: 'mch_1' },
      401,
      'token_rejected',
    ],
    [
      'and our own secret key is wrong',
      401,
      { errors: [{ code: 'clerk_key_invalid', message: 'x' }] },
      503,
      'clerk_unavailable',
    ],
    [
      'and Clerk limits our calls',
      429,
      { errors: [{ code: 'too_many_requests', message: 'x' }] },
      503,
      'clerk_unavailable',
    ],
    ['and Clerk fails', 500, { errors: [{ code: 'internal', message: 'x' }] }, 503, 'clerk_unavailable'],
  ])('%s', async (_name, status, body, expected, code) => {
    Object.assign(clerk.answer, { status, body });
    const answer = await call({ authorization: newKey(), accepts });
    expect([answer.status, answer.body.code]).toEqual([expected, code]);
    if (expected === 503) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test('without a required scope gets 403, which names the scope', async () => {
    Object.assign(clerk.answer, { status: 200, body: API_KEY });
    const answer = await call({
      authorization: newKey(),
      accepts,
      requires: { scopes: ['projects:read', 'projects:write'] },
    });
    expect([answer.status, answer.body]).toEqual([
      403,
      expect.objectContaining({ code: 'scope_required', missing: ['projects:write'] }),
    ]);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer error="insufficient_scope", scope="projects:read projects:write"',
    );
  });
});

test('a requirement that no machine can meet is an error where the route is defined', () => {
  const define = () =>
    withAuth(() => new Response(), {
      accepts: ['session_token', 'm2m_token'],
      requires: { role: 'org:admin' },
    });
  expect(define).toThrow(expect.objectContaining({ code: 'requirement_unreachable' }));
  withAuth(() => new Response(), {
    accepts: ['session_token', 'm2m_token'],
    requires: { role: 'org:admin', scopes: [] },
  });
});

test('an answer with immutable headers is never stored either, and the route receives its params', async () => {
  const route = withAuth(
    (_request, _caller, { id }: { id: string }) => Response.redirect(`${PLATFORM}/${id}`),
    {
      policy: async () => policy,
    },
  );
  const request = new Request(PLATFORM, { headers: { authorization: `Bearer ${await mint()}` } });
  const response = await route(request, { id: 'p7' });
  expect([response.status, response.headers.get('location'), response.headers.get('cache-control')]).toEqual([
    302,
    `${PLATFORM}/p7`,
    'private, no-store',
  ]);
});

describe('while Clerk is down', () => {
  const policyWith = (outage: Partial<OutagePolicy>) =>
    buildRoutePolicy(
      buildAppPolicy(acme, 'platform', {
        jwtKey: signer.pem,
        outage: { ...working, breaker: down, ...outage },
      }),
    );

  test('a live session without a good token gets 503, not 401', async () => {
    const by = await policyWith({});
    const answer = await call({ cookie: `${live()}; __session=${await mint({}, 100)}`, by });
    expect([answer.status, answer.body.code]).toEqual([503, 'clerk_unavailable']);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test.each([
    ['GET', 'reads', {}, 200],
    ['POST', 'reads', {}, 503],
    ['POST', 'everything', {}, 200],
    ['GET', 'everything', { azp: PORTAL }, 503],
    ['GET', 'everything', { iss: 'https://clerk.other.example' }, 503],
  ] as const)(
    'within the grace: %s, grace for %s, claims %o: %i',
    async (method, graceFor, claims, status) => {
      const by = await policyWith({ graceMs: 600_000, graceFor });
      const cookie = `${live(700)}; __session=${await mint(claims, 300)}`;
      expect((await call({ cookie, by, method, origin: PLATFORM })).status).toBe(status);
    },
  );

  test('after the grace no token is accepted', async () => {
    const by = await policyWith({ graceMs: 600_000 });
    expect((await call({ cookie: `${live(900)}; __session=${await mint({}, 700)}`, by })).status).toBe(503);
  });

  test('while Clerk works there is no grace', async () => {
    const by = await policyWith({ graceMs: 600_000, breaker: working.breaker });
    expect((await call({ cookie: `${live(700)}; __session=${await mint({}, 300)}`, by })).status).toBe(401);
  });
});
