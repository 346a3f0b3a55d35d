import { createClerkClient } from '@clerk/nextjs/server';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { API_KEY, startBackendApi, UNKNOWN_TOKEN } from './backend-api.fixture.ts';
import { createSigner, sessionClaims, signToken } from './session-token.fixture.ts';
import type { KeySource } from './verification-keys.ts';
import { createMachineVerifier } from './verify-machine-token.ts';

const START_MS = 1_800_000_000_000;
let nowMs = START_MS;
beforeEach(() => {
  nowMs = START_MS;
});

/** The real client of the SDK, and a Backend API that gives every verification the same answer. */
async function start(cacheSeconds: number, findKey?: KeySource) {
  const { url, answer, calls, server } = await startBackendApi({ status: 200, body: API_KEY });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const outcomes: string[] = [];
  const verify = createMachineVerifier({
    clerk: createClerkClient({ secretKey: 'sk_test_x', apiUrl: url }),
    cacheSeconds,
    ...(findKey && { findKey }),
    onVerification: (type, outcome) => outcomes.push(`${type} ${outcome}`),
    nowMs: () => nowMs,
  });
  return { answer, calls, outcomes, verify };
}

describe('the answer of Clerk is kept', () => {
  test.each([
    { name: 'a valid key as long as configured', cacheSeconds: 30, body: API_KEY, untilMs: 30_000 },
    {
      name: 'a valid key no longer than its own life',
      cacheSeconds: 30,
      body: { ...API_KEY, expiration: START_MS + 4000 },
      untilMs: 4000,
    },
    {
      name: 'an invalid key for 5 s, however long valid ones are kept',
      cacheSeconds: 600,
      body: { ...API_KEY, revoked: true },
      untilMs: 5000,
    },
  ])('$name', async ({ cacheSeconds, body, untilMs }) => {
    const { answer, calls, verify } = await start(cacheSeconds);
    answer.body = body;
    const first = await verify('api_key', 'ak_x');
    nowMs = START_MS + untilMs - 1;
    expect(await verify('api_key', 'ak_x')).toEqual(first);
    expect(calls).toHaveLength(1);
    nowMs = START_MS + untilMs;
    await verify('api_key', 'ak_x');
    expect(calls).toHaveLength(2);
  });

  test('a revoked key works until then, and no longer', async () => {
    const { answer, verify } = await start(30);
    await verify('api_key', 'ak_x');
    Object.assign(answer, UNKNOWN_TOKEN);
    nowMs += 29_999;
    expect(await verify('api_key', 'ak_x')).toMatchObject({ kind: 'accepted' });
    nowMs += 1;
    expect(await verify('api_key', 'ak_x')).toEqual({ kind: 'refused' });
  });

  test('with 0 seconds every verification is a call', async () => {
    const { calls, verify } = await start(0);
    for (let time = 0; time < 3; time++) await verify('api_key', 'ak_x');
    expect(calls).toHaveLength(3);
  });
});

test('a missing answer of Clerk is not kept', async () => {
  const { answer, verify } = await start(30);
  answer.status = 500;
  answer.body = { errors: [{ code: 'internal', message: 'x' }] };
  expect(await verify('api_key', 'ak_x')).toEqual({ kind: 'unavailable' });
  answer.status = 200;
  answer.body = API_KEY;
  expect(await verify('api_key', 'ak_x')).toMatchObject({ kind: 'accepted' });
});

describe('what the Backend API answers in place of a token', () => {
  const TYPES = ['api_key', 'm2m_token', 'oauth_token'] as const;
  const ANSWERS = [
    { status: 400, kind: 'refused' },
    { status: 404, kind: 'refused' },
    { status: 401, kind: 'unavailable' },
    { status: 429, kind: 'unavailable' },
    { status: 500, kind: 'unavailable' },
    { status: 503, kind: 'unavailable' },
  ] as const;

  test.each(TYPES.flatMap((type) => ANSWERS.map((answer) => ({ type, ...answer }))))(
    '$type, $status: $kind',
    async ({ type, status, kind }) => {
      const { answer, verify } = await start(30);
      Object.assign(answer, { status, body: { errors: [{ code: 'x', message: 'x' }] } });
      expect(await verify(type, 'ak_x')).toEqual({ kind });
    },
  );

  test.each(['', 'null', '{}', '<html>502</html>'])('a body of %j is no accepted token', async (body) => {
    const { answer, verify } = await start(30);
    answer.body = body;
    for (const type of TYPES) expect((await verify(type, `${type}_x`)).kind).not.toBe('accepted');
  });

  // Each type has a limit of five seconds; they run at the same time.
  test('silence: unavailable, after five seconds', async () => {
    const { answer, verify } = await start(30);
    answer.status = 'silence';
    const results = await Promise.all(TYPES.map((type) => verify(type, 'x')));
    expect(results).toEqual(TYPES.map(() => ({ kind: 'unavailable' })));
  });
});

test('simultaneous requests cost one call, and the meter counts the calls', async () => {
  const { calls, outcomes, verify } = await start(30);
  await Promise.all(Array.from({ length: 50 }, () => verify('api_key', 'ak_x')));
  await verify('api_key', 'ak_x');
  expect(calls).toHaveLength(1);
  // On a busy machine some of the fifty begin after the answer has arrived, and find it in the cache.
  expect(outcomes.filter((outcome) => outcome !== 'api_key cached')).toEqual(['api_key accepted']);
  expect(outcomes.at(-1)).toBe('api_key cached');
});

test('the same text as two kinds of token is verified twice', async () => {
  const { calls, verify } = await start(30);
  await verify('api_key', 'same');
  await verify('m2m_token', 'same');
  expect(calls).toHaveLength(2);
});

// A thousand calls of the SDK take seconds on a busy machine.
test('no more than 1,000 results are kept: clients cannot fill the memory', {
  timeout: 60_000,
}, async () => {
  const { calls, verify } = await start(30);
  await verify('api_key', 'ak_first');
  for (let batch = 0; batch < 50; batch++) {
    const tokens = Array.from({ length: 20 }, (_each, number) => `ak_${batch * 20 + number}`);
    await Promise.all(tokens.map((token) => verify('api_key', token)));
  }
  expect(calls).toHaveLength(1001);
  await verify('api_key', 'ak_999');
  expect(calls).toHaveLength(1001);
  await verify('api_key', 'ak_first');
  expect(calls).toHaveLength(1002);
});

describe('what anonymous clients make up', () => {
  test.each([
    ['another alphabet', 'ak_!'],
    ['spaces', 'ak_a b'],
    ['no ASCII', 'oat_é'],
    ['nothing', ''],
    ['too much', `ak_${'a'.repeat(9_000)}`],
  ])('costs no call where it can be no token: %s', async (_name, token) => {
    const { calls, outcomes, verify } = await start(30);
    for (const type of ['api_key', 'm2m_token', 'oauth_token'] as const)
      expect(await verify(type, token)).toEqual({ kind: 'refused' });
    expect([calls, new Set(outcomes)]).toEqual([
      [],
      new Set(['api_key cached', 'm2m_token cached', 'oauth_token cached']),
    ]);
  });

  test('costs no call where it names a key that the instance does not publish', async () => {
    const signer = await createSigner('made_up');
    const token = await signToken(signer, sessionClaims({ sub: 'mch_1' }));
    const { calls, verify } = await start(30, async (kid) =>
      kid === 'made_up' ? 'token_key_unknown' : 'keys_unavailable',
    );
    expect([await verify('m2m_token', token), calls]).toEqual([{ kind: 'refused' }, []]);
  });

  test('does not push accepted tokens out of memory', { timeout: 60_000 }, async () => {
    const { answer, calls, verify } = await start(600);
    await verify('api_key', 'ak_good');
    Object.assign(answer, UNKNOWN_TOKEN);
    for (let batch = 0; batch < 60; batch += 1) {
      const tokens = Array.from({ length: 20 }, (_each, index) => `ak_${batch * 20 + index}`);
      await Promise.all(tokens.map((token) => verify('api_key', token)));
    }
    expect(calls).toHaveLength(1_201);
    expect(await verify('api_key', 'ak_good')).toMatchObject({ kind: 'accepted' });
    expect(calls).toHaveLength(1_201);
  });

  test('keeps at most 50 calls in flight, and a token that was accepted before is asked about beside them', async () => {
    const { answer, calls, verify } = await start(30);
    await verify('api_key', 'ak_good');
    nowMs += 31_000;
    let release = () => {};
    answer.until = new Promise<void>((resolve) => {
      release = resolve;
    });
    const flood = Array.from({ length: 200 }, (_each, index) => verify('api_key', `ak_${index}`));
    const good = verify('api_key', 'ak_good');
    // Those above the limit are answered at once, while none of the others is.
    const first = await Promise.race(flood.slice(60));
    expect(first).toEqual({ kind: 'unavailable' });
    await vi.waitUntil(() => calls.length >= 52, { timeout: 10_000 });
    release();
    const results = await Promise.all([...flood, good]);
    expect(calls).toHaveLength(52);
    expect(results.filter(({ kind }) => kind === 'unavailable')).toHaveLength(150);
    expect(results.at(-1)).toMatchObject({ kind: 'accepted' });
  });
});
