import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClerkClient } from '@clerk/nextjs/server';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { createMachineVerifier } from './verify-machine-token.ts';

const KEY = {
  object: 'api_key',
  id: 'ak_1',
  type: 'api_key',
  name: 'Nightly export',
  subject: 'user_1',
  scopes: [],
  claims: null,
  revoked: false,
  revocation_reason: null,
  expired: false,
  expiration: null,
  created_by: 'user_1',
  description: null,
  last_used_at: null,
  created_at: 0,
  updated_at: 0,
};
const START_MS = 1_800_000_000_000;
let nowMs = START_MS;
beforeEach(() => {
  nowMs = START_MS;
});

/** The real client of the SDK, and a Backend API that answers every verification with what it is told. */
async function start(cacheSeconds: number) {
  const state = { status: 200, body: KEY as object, calls: 0 };
  const server = createServer((_request, response) => {
    state.calls += 1;
    response.writeHead(state.status, { 'content-type': 'application/json' }).end(JSON.stringify(state.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  // A server that listens on a port has this kind of address.
  const { port } = server.address() as AddressInfo;
  const outcomes: string[] = [];
  const verify = createMachineVerifier({
    clerk: createClerkClient({ secretKey: 'sk_test_x', apiUrl: `http://127.0.0.1:${port}` }),
    cacheSeconds,
    onVerification: (type, outcome) => outcomes.push(`${type} ${outcome}`),
    nowMs: () => nowMs,
  });
  return { state, outcomes, verify };
}

const refuse = (state: { status: number; body: object }) => {
  state.status = 404;
  state.body = { errors: [{ code: 'resource_not_found', message: 'No such key.' }] };
};

describe('what Clerk said is remembered', () => {
  test.each([
    { name: 'a good key for as long as is set', cacheSeconds: 30, body: KEY, untilMs: 30_000 },
    {
      name: 'a good key for less where its own life ends sooner',
      cacheSeconds: 30,
      body: { ...KEY, expiration: START_MS + 4000 },
      untilMs: 4000,
    },
    {
      name: 'a bad key for 5 s, however long good ones are',
      cacheSeconds: 600,
      body: { ...KEY, revoked: true },
      untilMs: 5000,
    },
  ])('$name', async ({ cacheSeconds, body, untilMs }) => {
    const { state, verify } = await start(cacheSeconds);
    state.body = body;
    const first = await verify('api_key', 'ak_x');
    nowMs = START_MS + untilMs - 1;
    expect(await verify('api_key', 'ak_x')).toEqual(first);
    expect(state.calls).toBe(1);
    nowMs = START_MS + untilMs;
    await verify('api_key', 'ak_x');
    expect(state.calls).toBe(2);
  });

  test('a revoked key works until then, and not a moment longer', async () => {
    const { state, verify } = await start(30);
    await verify('api_key', 'ak_x');
    refuse(state);
    nowMs += 29_999;
    expect(await verify('api_key', 'ak_x')).toMatchObject({ kind: 'accepted' });
    nowMs += 1;
    expect(await verify('api_key', 'ak_x')).toEqual({ kind: 'refused' });
  });

  test('with 0 seconds Clerk is asked each time', async () => {
    const { state, verify } = await start(0);
    for (let time = 0; time < 3; time++) await verify('api_key', 'ak_x');
    expect(state.calls).toBe(3);
  });
});

test('that Clerk did not answer is not remembered', async () => {
  const { state, verify } = await start(30);
  state.status = 500;
  state.body = { errors: [{ code: 'internal', message: 'x' }] };
  expect(await verify('api_key', 'ak_x')).toEqual({ kind: 'unavailable' });
  state.status = 200;
  state.body = KEY;
  expect(await verify('api_key', 'ak_x')).toMatchObject({ kind: 'accepted' });
});

test('any number of requests at one moment cost one call, and the meter counts what was paid for', async () => {
  const { state, outcomes, verify } = await start(30);
  await Promise.all(Array.from({ length: 50 }, () => verify('api_key', 'ak_x')));
  await verify('api_key', 'ak_x');
  expect(state.calls).toBe(1);
  expect(outcomes).toEqual(['api_key accepted', 'api_key cached']);
});

test('one text as two kinds of token is two tokens', async () => {
  const { state, verify } = await start(30);
  await verify('api_key', 'same');
  await verify('m2m_token', 'same');
  expect(state.calls).toBe(2);
});

// A thousand calls of the SDK take seconds on a busy machine.
test('no more than 1,000 are remembered: a stranger cannot fill the memory', {
  timeout: 60_000,
}, async () => {
  const { state, verify } = await start(30);
  await verify('api_key', 'ak_first');
  for (let batch = 0; batch < 50; batch++) {
    const tokens = Array.from({ length: 20 }, (_each, number) => `ak_${batch * 20 + number}`);
    await Promise.all(tokens.map((token) => verify('api_key', token)));
  }
  expect(state.calls).toBe(1001);
  await verify('api_key', 'ak_999');
  expect(state.calls).toBe(1001);
  await verify('api_key', 'ak_first');
  expect(state.calls).toBe(1002);
});
