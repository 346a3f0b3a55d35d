import { expect, test } from 'vitest';
import { TokenError } from './errors.ts';
import { keepFresh } from './keep-fresh.ts';

/** Runs until the given number of waits is over; `mints` are the outcomes in order. */
async function run(waits: number, mints: readonly (string | TokenError)[]) {
  const emitted: string[] = [];
  const waitedMs: number[] = [];
  let outages = 0;
  const outcomes = [...mints];
  await keepFresh({
    mint: async () => {
      const outcome = outcomes.shift();
      if (typeof outcome !== 'string') throw outcome;
      return outcome;
    },
    emit: (token) => emitted.push(token),
    wait: async (ms) => {
      waitedMs.push(ms);
      return waitedMs.length >= waits;
    },
    onOutage: () => {
      outages += 1;
    },
  });
  return { emitted, waitedMs, outages };
}

const outage = new TokenError('clerk_unreachable', 'Clerk does not answer.');
const pause = new TokenError('clerk_unavailable', 'Clerk answers 429.');

test('a new token every 50 seconds, none after it is time to stop', async () => {
  expect(await run(3, ['second', 'third'])).toEqual({
    emitted: ['second', 'third'],
    waitedMs: [50_000, 50_000, 50_000],
    outages: 0,
  });
});

test('an outage, and a pause that Clerk asks for, are waited out in short steps', async () => {
  expect(await run(4, [outage, pause, 'second'])).toEqual({
    emitted: ['second'],
    waitedMs: [50_000, 5000, 5000, 50_000],
    outages: 2,
  });
});

test('a session that has ended ends it', async () => {
  await expect(run(9, [new TokenError('clerk_refused', 'Clerk answers 401')])).rejects.toMatchObject({
    code: 'clerk_refused',
  });
});
