import { ACCOUNT_ORIGIN, PLATFORM_ORIGIN, SEED_PASSWORD, TestBrowser } from 'clerk-local/testing';
import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import type { LastActiveTokenMode } from '../../src/index.ts';
import { startTestClerk } from '../fixtures/start-test-clerk.ts';

const SIGN_IN_MS = 1_800_000_000_000;

/** Ada, signed in on the account app, and her calls from any app of the same browser. */
async function signIn(lastActiveToken: LastActiveTokenMode) {
  const clock = { nowMs: SIGN_IN_MS };
  const clerk = await startTestClerk({ lastActiveToken, nowMs: () => clock.nowMs });
  const browser = new TestBrowser(clerk);
  const { body } = await browser.submitPassword('ada@acme.test', SEED_PASSWORD);
  const call = async (origin: string, path: string, fields?: Record<string, string>) => {
    const answer = await fetch(clerk.url + path, {
      headers: { origin, cookie: `__client=${browser.cookies.get('__client')}` },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
    return answer.text();
  };
  const sessionPath = `/v1/client/sessions/${body.response.created_session_id}`;
  return { clock, sessionPath, call };
}

function azpIn(answer: string): unknown[] {
  return [...answer.matchAll(/"jwt":"([^"]+)"/g)].map(([, jwt]) => decodeJwt(jwt ?? '').azp);
}

test.each([
  { mode: 'fresh', expected: PLATFORM_ORIGIN },
  { mode: 'cached', expected: ACCOUNT_ORIGIN },
] as const)(
  '$mode: signed in on one app, a sibling is handed a token for $expected',
  async ({ mode, expected }) => {
    const { call, sessionPath } = await signIn(mode);
    expect(azpIn(await call(PLATFORM_ORIGIN, '/v1/client'))).toEqual([expected]);
    // The session in the answer, and the client that comes with it.
    expect(azpIn(await call(PLATFORM_ORIGIN, `${sessionPath}/touch`, {}))).toEqual([expected, expected]);
  },
);

test.each(['fresh', 'cached'] as const)(
  '%s: a token asked for is minted for the asking app',
  async (mode) => {
    const { call, sessionPath } = await signIn(mode);
    expect(azpIn(await call(PLATFORM_ORIGIN, `${sessionPath}/tokens`, {}))).toEqual([PLATFORM_ORIGIN]);
  },
);

test.each([
  { laterMs: 44_999, expected: ACCOUNT_ORIGIN },
  { laterMs: 45_000, expected: PLATFORM_ORIGIN },
])(
  'cached, $laterMs ms later: the asking sibling is handed a token for $expected',
  async ({ laterMs, expected }) => {
    const { clock, call } = await signIn('cached');
    clock.nowMs += laterMs;
    expect(azpIn(await call(PLATFORM_ORIGIN, '/v1/client'))).toEqual([expected]);
    // The next app gets the same token.
    expect(azpIn(await call(ACCOUNT_ORIGIN, '/v1/client'))).toEqual([expected]);
  },
);

test('cached: calls at one time are handed one token', async () => {
  const { clock, call } = await signIn('cached');
  clock.nowMs += 50_000;
  const answers = await Promise.all(
    [PLATFORM_ORIGIN, ACCOUNT_ORIGIN].map((from) => call(from, '/v1/client')),
  );
  expect(new Set(answers.map((answer) => /"jwt":"[^"]+"/.exec(answer)?.[0])).size).toBe(1);
});

test('cached: another organization is another token', async () => {
  const { call, sessionPath } = await signIn('cached');
  const answer = await call(PLATFORM_ORIGIN, `${sessionPath}/touch`, { active_organization_id: '' });
  const jwt = /"jwt":"([^"]+)"/.exec(answer)?.[1] ?? '';
  expect(decodeJwt(jwt)).not.toHaveProperty('o');
});
