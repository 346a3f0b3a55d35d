import { createClerkClient } from '@clerk/nextjs/server';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { API_KEY, startBackendApi, UNKNOWN_TOKEN } from './backend-api.fixture.ts';
import { createMachineVerifier } from './verify-machine-token.ts';

const START_MS = 1_800_000_000_000;
let nowMs = START_MS;
beforeEach(() => {
  nowMs = START_MS;
});

/** The real client of the SDK, and a Backend API that gives every verification the same answer. */
async function start(cacheSeconds: number) {
  const { url, answer, calls, server } = await startBackendApi({ status: 200, body: API_KEY });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const outcomes: string[] = [];
  const verify = createMachineVerifier({
    clerk: createClerkClient({ secretKey: 'sk_test_x', apiUrl: url }),
    cacheSeconds,
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
