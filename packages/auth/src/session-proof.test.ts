import { getCookieSuffix } from '@clerk/shared/keys';
import fc from 'fast-check';
import { NextRequest } from 'next/server';
import { describe, expect, test } from 'vitest';
import { type AppPolicy, buildAppPolicy } from './environment/app-policy.ts';
import { CALL, DOCUMENT, event, outage } from './proxy/visit.fixture.ts';
import { createAuthProxy } from './proxy.ts';
import { acme } from './registry/acme.fixture.ts';
import { parseOrigin } from './registry/origin.ts';
import { buildRoutePolicy } from './routes/route-policy.ts';
import { withAuth } from './routes/with-auth.ts';
import { createSigner, localClaims, signToken } from './token/session-token.fixture.ts';

/**
 * Session fixation: a sibling app plants a genuine token of its own session, minted for this very app, on the parent domain. Over
 * https a token counts only beside a cookie that nothing but a page of this host can write and that names its session.
 */

const signer = await createSigner('k');
const suffix = await getCookieSuffix(process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY ?? '');

/** The policy of platform at an origin of its own, as in production. */
function policyAt(address: string): AppPolicy {
  const origin = parseOrigin(address, 'test');
  const local = buildAppPolicy(acme, 'platform', { outage, jwtKey: signer.pem });
  return {
    ...local,
    parties: { ...local.parties, cookie: [origin], bearer: [origin] },
    topology: { ...local.topology, own: [origin] },
    ownOrigins: new Map([[new URL(origin).host, origin]]),
  };
}

async function doorsAt(origin: string) {
  const policy = policyAt(origin);
  const proxy = createAuthProxy({ policy, onEvent: () => {} });
  const routes = buildRoutePolicy(policy);
  const route = withAuth((_request, caller) => Response.json({ sid: caller.sessionId }), {
    policy: () => routes,
  });
  const headers = (more: Record<string, string>) => ({
    host: new URL(origin).host,
    'x-forwarded-proto': new URL(origin).protocol.slice(0, -1),
    ...more,
  });
  return {
    token: (sid: string, ageSeconds = 0) => signToken(signer, localClaims({ azp: origin, sid }, ageSeconds)),
    visit: (more: Record<string, string>) =>
      proxy(new NextRequest(`${origin}/x`, { headers: headers({ ...DOCUMENT, ...more }) }), event),
    call: (more: Record<string, string>) =>
      route(new Request(`${origin}/x`, { headers: headers({ ...CALL, ...more }) }), undefined),
  };
}

const https = await doorsAt('https://platform.acme.example');
const http = await doorsAt('http://platform.acme.localhost:3000');
const LIVE = `__client_uat_${suffix}=1; __client_uat=1`;

/** `in`: the app received the session. Otherwise the reason and fault with which a door refused it. */
async function outcomeOf(response: Response): Promise<string> {
  if (response.headers.has('x-middleware-next') || response.ok) {
    const reason = response.headers.get('x-sso-reason');
    return reason ?? 'in';
  }
  const { code = response.headers.get('x-sso-reason') ?? 'none', fault }: { code?: string; fault?: string } =
    await response.json().catch(() => ({}));
  return fault ? `${code}; fault=${fault}` : String(code);
}

const UNBOUND = 'session_sync_needed; fault=token_unbound';

describe('over https', () => {
  test.each([
    { name: 'no proof', proof: '', outcome: UNBOUND },
    { name: 'proof of this session', proof: '__Host-sso_session=sess_1', outcome: 'in' },
    {
      name: 'proof of several sessions, this one among them',
      proof: '__Host-sso_session=sess_9.sess_1',
      outcome: 'in',
    },
    { name: 'proof of another session', proof: '__Host-sso_session=sess_2', outcome: UNBOUND },
    { name: 'proof that only begins so', proof: '__Host-sso_session=sess_12', outcome: UNBOUND },
    { name: 'an empty proof', proof: '__Host-sso_session=', outcome: UNBOUND },
    {
      name: 'two proofs that differ',
      proof: '__Host-sso_session=sess_1; __Host-sso_session=sess_2',
      outcome: UNBOUND,
    },
    { name: 'the name that a sibling app can write', proof: '__sso_session=sess_1', outcome: UNBOUND },
    { name: 'the name in other letters', proof: '__host-sso_session=sess_1', outcome: UNBOUND },
    { name: 'garbage', proof: `__Host-sso_session=${'.'.repeat(3000)}sess_1`, outcome: UNBOUND },
  ])('$name: $outcome, at both doors', async ({ proof, outcome }) => {
    const token = await https.token('sess_1');
    const cookie = `${LIVE}; __session=${token}; __session_${suffix}=${token}; ${proof}`;
    expect({
      visit: await outcomeOf(await https.visit({ cookie })),
      call: await outcomeOf(await https.call({ cookie })),
    }).toEqual({
      visit: outcome,
      call: outcome,
    });
  });

  test('an expired token without proof is synced as well, and not refreshed by the SDK', async () => {
    const token = await https.token('sess_1', 300);
    const cookie = `${LIVE}; __session_${suffix}=${token}; __refresh_${suffix}=planted`;
    expect(await outcomeOf(await https.visit({ cookie }))).toBe(UNBOUND);
  });

  test('a bearer token needs none: no browser sends it by itself', async () => {
    const authorization = `Bearer ${await https.token('sess_1')}`;
    expect(await outcomeOf(await https.call({ authorization }))).toBe('in');
    expect(await outcomeOf(await https.visit({ authorization }))).toBe('in');
  });

  test('of two names the one without proof is hidden from the SDK', async () => {
    const [own, foreign] = [await https.token('sess_1'), await https.token('sess_2')];
    const cookie = `${LIVE}; __session_${suffix}=${own}; __session=${foreign}; __Host-sso_session=sess_1`;
    const response = await https.visit({ cookie });
    expect(await outcomeOf(response)).toBe('in');
    expect(response.headers.get('x-middleware-request-cookie')).not.toContain(foreign);
  });

  test('in a browser in which nobody is signed in, the planted token counts for nobody, without a loop', async () => {
    const cookie = `__session=${await https.token('sess_attacker')}`;
    const visited = await https.visit({ cookie });
    expect([visited.status, visited.headers.get('x-sso-reason')]).toEqual([307, 'sign_in_required']);
    expect((await https.call({ cookie })).status).toBe(401);
  });

  test('the sync page writes the proof, and the answer deletes the planted token', async () => {
    const cookie = `${LIVE}; __session=${await https.token('sess_attacker')}`;
    const response = await https.visit({ cookie });
    expect(response.headers.getSetCookie()).toContain(
      '__session=; Path=/; Domain=acme.example; Max-Age=0; SameSite=Lax',
    );
    expect(await response.text()).toContain('data-proof-cookie="__Host-sso_session"');
  });
});

test('without https, on a developer’s machine, a token counts by itself, and the sync page writes no proof', async () => {
  const cookie = `${LIVE}; __session_${suffix}=${await http.token('sess_1')}`;
  expect(await outcomeOf(await http.visit({ cookie }))).toBe('in');
  expect(await outcomeOf(await http.call({ cookie }))).toBe('in');
  expect(await (await http.visit({ cookie: LIVE })).text()).not.toContain('data-proof-cookie');
});

/** Every cookie of this system, as an own one or a planted one: the names come from the two files that know them. */
const NAMES = [
  '__session',
  `__session_${suffix}`,
  '__client_uat',
  `__client_uat_${suffix}`,
  '__refresh',
  `__refresh_${suffix}`,
  '__clerk_db_jwt',
  '__clerk_redirect_count',
  '__clerk_handshake',
  'clerk_active_context',
  '__sso_stale_client',
  '__sso_token_size',
  '__sso_missing_organization',
  '__sso_switch',
  '__sso_clerk_query',
  '__sso_reopen',
  '__sso_session',
] as const;

describe('whatever a sibling app plants beside the cookies of a user', () => {
  test('the user stays who they are, or is synced; never another user, never a server error', {
    timeout: 60_000,
  }, async () => {
    const [own, attacker] = [await https.token('sess_own'), await https.token('sess_attacker')];
    const garbage = fc.string({ maxLength: 40 }).map((text) => text.replace(/[^!-~]|[;,"\\]/g, ''));
    const value = fc.oneof(
      fc.constant(attacker),
      fc.constant(own),
      fc.constant('0'),
      fc.constant('9999999999'),
      garbage,
    );
    const planted = fc.array(fc.record({ name: fc.constantFrom(...NAMES), value, isFirst: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(planted, fc.boolean(), async (cookies, isSignedIn) => {
        const mine = isSignedIn
          ? `${LIVE}; __session=${own}; __session_${suffix}=${own}; __Host-sso_session=sess_own`
          : '';
        const line = (isFirst: boolean) =>
          cookies
            .filter((each) => each.isFirst === isFirst)
            .map(({ name, value: text }) => `${name}=${text}`);
        // Browsers send cookies of longer paths first, and a planted one can have any path.
        const cookie = [...line(true), mine, ...line(false)].filter(Boolean).join('; ');
        const called = await https.call({ cookie });
        const { sid = null }: { sid?: string | null } = await called.json().catch(() => ({}));
        expect([null, ...(isSignedIn ? ['sess_own'] : [])]).toContain(sid);
        const visited = await https.visit({ cookie });
        expect([200, 307, 503]).toContain(visited.status);
        expect(called.status === 503 || called.status < 500).toBe(true);
        // 503 is for a token that no browser keeps; a planted note must not say so.
        expect(visited.status).not.toBe(503);
      }),
      { numRuns: 400 },
    );
  });
});
