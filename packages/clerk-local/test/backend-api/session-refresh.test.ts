import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { generateSigningKeyPem, type LocalClerk, type LocalClerkOptions } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';
import { createBackend } from '../fixtures/start-with-backend.ts';

// The real @clerk/backend has an expired session token replaced on the server, by the `__refresh_…` cookie of the handshake.

const MINUTE_MS = 60_000;
const SUFFIX = 'XLTBQmIK';

/** What a browser holds for the platform two minutes after its session token was minted. */
interface Aged {
  clerk: LocalClerk;
  browser: TestBrowser;
  sessionId: string;
  uat: string;
  /** Minted for the platform. Expired. */
  token: string;
  /** Minted by the handshake: no `azp`. Expired. */
  handshakeToken: string;
  refreshToken: string;
  /** Moves the local Clerk's clock; the SDK's is the machine's. */
  clock: { agoMs: number };
}

async function signInTwoMinutesAgo(options: Partial<LocalClerkOptions> = {}): Promise<Aged> {
  const clock = { agoMs: 2 * MINUTE_MS };
  const clerk = await startTestClerk({ nowMs: () => Date.now() - clock.agoMs, ...options });
  const aged = await signIn(clerk, clock);
  clock.agoMs = 0;
  return aged;
}

async function signIn(clerk: LocalClerk, clock: Aged['clock']): Promise<Aged> {
  const browser = new TestBrowser(clerk, { origin: PLATFORM_ORIGIN });
  const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  const sessionId: string = body.response.created_session_id;
  const minted = await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
  await browser.navigate(
    `/v1/client/handshake?${new URLSearchParams({ redirect_url: `${PLATFORM_ORIGIN}/` })}`,
  );
  const { handshake } = decodeJwt<{ handshake: string[] }>(browser.cookies.get('__clerk_handshake') ?? '');
  const cookieOf = (name: string) =>
    handshake
      .find((line) => line.startsWith(`${name}=`))
      ?.split(/[=;]/, 2)
      .at(1) ?? '';
  return {
    clerk,
    browser,
    sessionId,
    uat: browser.cookies.get('__client_uat') ?? '',
    token: minted.body.jwt,
    handshakeToken: cookieOf('__session'),
    refreshToken: cookieOf(`__refresh_${SUFFIX}`),
    clock,
  };
}

/** A navigation as an app's server gets it, authenticated by the real SDK. */
function authenticate(
  { clerk, uat, token, refreshToken }: Aged,
  { origin = PLATFORM_ORIGIN, authorizedParties }: { origin?: string; authorizedParties?: string[] } = {},
) {
  const pairs = { __session: token, __client_uat: uat };
  const twins = Object.entries(pairs).flatMap(([name, value]) => [
    `${name}=${value}`,
    `${name}_${SUFFIX}=${value}`,
  ]);
  const cookie = [...twins, `__refresh_${SUFFIX}=${refreshToken}`].join('; ');
  const headers = { accept: 'text/html', 'sec-fetch-dest': 'document', cookie };
  return createBackend(clerk).authenticateRequest(new Request(`${origin}/dashboard`, { headers }), {
    jwtKey: clerk.jwtKey,
    ...(authorizedParties && { authorizedParties }),
  });
}

test('an expired token is replaced without a handshake, by one for the requested app', async () => {
  const aged = await signInTwoMinutesAgo();
  const state = await authenticate(aged, { authorizedParties: [PLATFORM_ORIGIN] });
  expect(state).toMatchObject({ status: 'signed-in', reason: null });
  expect(state.toAuth()).toMatchObject({ userId: 'user_ada', sessionId: aged.sessionId, orgSlug: 'acme' });
  const jwt = state.token ?? '';
  expect(decodeJwt(jwt)).toMatchObject({ azp: PLATFORM_ORIGIN, sid: aged.sessionId });
  const lines = ['__session', `__session_${SUFFIX}`].map(
    (name) => `${name}=${jwt}; Max-Age=31536000; Path=/; SameSite=Lax`,
  );
  expect(state.headers.getSetCookie()).toEqual(lines);
});

test('azp "never": an expired token without azp is replaced by one without azp', async () => {
  const state = await authenticate(await signInTwoMinutesAgo({ azp: 'never' }));
  expect(state.status).toBe('signed-in');
  expect(decodeJwt(state.token ?? '').azp).toBeUndefined();
});

test.each<{ name: string; spoil: (aged: Aged) => Partial<Aged> | Promise<Partial<Aged>>; code: string }>([
  {
    name: 'a made-up refresh token',
    spoil: () => ({ refreshToken: 'rt_x.y' }),
    code: 'refresh_token_not_found',
  },
  {
    name: 'a refresh token with another secret',
    spoil: ({ refreshToken }) => ({ refreshToken: `${refreshToken}x` }),
    code: 'refresh_token_not_found',
  },
  {
    name: "another session's refresh token",
    spoil: async ({ clerk, clock }) => ({ refreshToken: (await signIn(clerk, clock)).refreshToken }),
    code: 'refresh_token_not_found',
  },
  {
    name: 'a token of the handshake, which names no app',
    spoil: ({ handshakeToken }) => ({ token: handshakeToken }),
    code: 'expired_session_token_missing_azp',
  },
  {
    name: 'a signed-out session',
    spoil: async ({ browser }) => {
      await browser.post('/v1/client/sessions?_method=DELETE');
      return {};
    },
    code: 'session_refresh_inactive_session',
  },
  {
    name: 'a session past its end',
    spoil: ({ clock }) => {
      clock.agoMs = -8 * 24 * 60 * MINUTE_MS;
      return {};
    },
    code: 'session_refresh_inactive_session',
  },
  {
    name: 'a session that is not there any more',
    spoil: async ({ clerk }) => {
      await clerk.reset();
      return {};
    },
    code: 'session_refresh_session_not_found',
  },
  {
    name: 'a Clerk that is down',
    spoil: ({ clerk }) => {
      clerk.faults.set({ answer: 'down' });
      return {};
    },
    code: 'fetch-error',
  },
  {
    name: 'a Clerk that is asked too often',
    spoil: ({ clerk }) => {
      clerk.faults.set({ answer: 429 });
      return {};
    },
    code: 'too_many_requests',
  },
  {
    name: 'a token that was refreshed before',
    spoil: async (aged) => {
      await authenticate(aged);
      return {};
    },
    code: 'session_refresh_expired_session_token_consumed',
  },
])('$name: the SDK falls back to the handshake with $code', async ({ spoil, code }) => {
  const aged = await signInTwoMinutesAgo();
  const state = await authenticate({ ...aged, ...(await spoil(aged)) });
  expect(state).toMatchObject({ status: 'handshake', reason: `session-token-expired-refresh-${code}` });
});

test.each([
  { name: "a sibling's token", origin: ACCOUNT_ORIGIN, code: 'refresh_request_origin_azp_mismatch' },
  {
    name: 'an origin that is not an app',
    origin: 'http://evil.acme.localhost:3000',
    code: 'refresh_request_origin_invalid',
  },
])('$name: the SDK falls back to the handshake with $code', async ({ origin, code }) => {
  const state = await authenticate(await signInTwoMinutesAgo(), { origin });
  expect(state).toMatchObject({ status: 'handshake', reason: `session-token-expired-refresh-${code}` });
});

test.each<{ name: string; input: (aged: Aged) => Promise<{ id?: string; token: string }>; code: string }>([
  {
    name: "another instance's token",
    input: async () =>
      signInTwoMinutesAgo({ signingKeyPem: generateSigningKeyPem() }).then(({ token }) => ({ token })),
    code: 'expired_session_token_invalid',
  },
  { name: 'no token', input: async () => ({ token: 'x.y.z' }), code: 'expired_session_token_invalid' },
  {
    name: 'an unsigned token',
    input: async ({ token }) => ({
      token: `${btoa('{"alg":"none"}').replace(/=+$/, '')}.${token.split('.')[1]}.`,
    }),
    code: 'expired_session_token_invalid',
  },
  {
    name: 'a token that names no session',
    input: async ({ browser }) => ({ token: browser.cookies.get('__clerk_handshake') ?? '' }),
    code: 'expired_session_token_missing_sid',
  },
  {
    name: "another session's token",
    input: async ({ clerk, clock }) => ({ token: (await signIn(clerk, clock)).token }),
    code: 'refresh_sid_mismatch',
  },
])('a direct call with $name: 401 $code', async ({ input, code }) => {
  const aged = await signInTwoMinutesAgo();
  const refreshing = createBackend(aged.clerk).sessions.refreshSession(aged.sessionId, {
    format: 'token',
    expired_token: (await input(aged)).token,
    refresh_token: aged.refreshToken,
    request_origin: PLATFORM_ORIGIN,
  });
  await expect(refreshing).rejects.toMatchObject({ status: 401, errors: [{ code }] });
});

test('format "token": of two requests at once with one expired token, one gets a new one', async () => {
  const { clerk, sessionId, token, refreshToken } = await signInTwoMinutesAgo();
  const refresh = () =>
    createBackend(clerk).sessions.refreshSession(sessionId, {
      format: 'token',
      expired_token: token,
      refresh_token: refreshToken,
      request_origin: PLATFORM_ORIGIN,
    });
  const outcomes = await Promise.allSettled([refresh(), refresh()]);
  const tokens = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.jwt] : []));
  expect(tokens.map((jwt) => decodeJwt(jwt).azp)).toEqual([PLATFORM_ORIGIN]);
});

test('a restart keeps refresh tokens and the list of replaced tokens', async () => {
  const stateDir = await mkdtemp(path.join(tmpdir(), 'clerk-local-'));
  onTestFinished(() => rm(stateDir, { recursive: true }));
  const aged = await signInTwoMinutesAgo({ stateDir });
  await aged.clerk.close();
  const clerk = await startTestClerk({ stateDir });
  expect((await authenticate({ ...aged, clerk })).status).toBe('signed-in');
  await clerk.close();
  const again = await startTestClerk({ stateDir });
  expect((await authenticate({ ...aged, clerk: again })).reason).toMatch(/token_consumed$/);
});
