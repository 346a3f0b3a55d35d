import { ClerkAPIResponseError } from '@clerk/shared/error';
import { expect, test } from 'vitest';
import { createAsk, isNotFound, retryOf } from './ask-clerk.ts';

const failure = (status: number | undefined, retryAfter?: number) =>
  // The SDK leaves the status out when there was no answer, though its type asks for one.
  new ClerkAPIResponseError('', { data: [], status: status as number, ...(retryAfter && { retryAfter }) });

test.each([
  { name: 'the first failure', error: failure(500), attempt: 1, random: 0, waitMs: 500 },
  { name: 'the fourth', error: failure(503), attempt: 4, random: 0, waitMs: 4000 },
  { name: 'the seventh, at most', error: failure(500), attempt: 7, random: 0, waitMs: 30_000 },
  { name: 'spread by a quarter', error: failure(500), attempt: 1, random: 1, waitMs: 625 },
  { name: 'no answer', error: failure(undefined), attempt: 2, random: 0, waitMs: 1000 },
  { name: 'Retry-After', error: failure(429, 7), attempt: 1, random: 0, waitMs: 7000 },
  { name: 'a Retry-After below the back-off', error: failure(429, 1), attempt: 3, random: 0, waitMs: 2000 },
])('$name: waits $waitMs ms', ({ error, attempt, random, waitMs }) => {
  expect(retryOf(error, attempt, random)).toEqual({ status: error.status, waitMs });
});

test.each([
  { name: 'the eighth failure', error: failure(500), attempt: 8, code: 'clerk_unavailable' },
  { name: 'to be left alone for an hour', error: failure(429, 3600), attempt: 1, code: 'clerk_unavailable' },
  { name: 'a wrong key', error: failure(401), attempt: 1, code: 'clerk_refused' },
  { name: 'a wrong parameter', error: failure(422), attempt: 1, code: 'clerk_refused' },
])('$name ends the sync: $code', ({ error, attempt, code }) => {
  expect(() => retryOf(error, attempt, 0)).toThrow(expect.objectContaining({ code }));
});

test('what does not exist, and what is no answer of Clerk, is handed on as it is', () => {
  const missing = failure(404);
  expect(() => retryOf(missing, 1, 0)).toThrow(missing);
  expect([isNotFound(missing), isNotFound(failure(500)), isNotFound(new Error('x'))]).toEqual([
    true,
    false,
    false,
  ]);
  const defect = new TypeError('a defect');
  expect(() => retryOf(defect, 1, 0)).toThrow(defect);
});

test('requests are spread: each waits until the ones before it had their time', async () => {
  const waits: number[] = [];
  const ask = createAsk({
    requestsPerSecond: 0.001,
    wait: async (ms) => {
      waits.push(Math.round(ms / 1_000_000));
    },
  });
  for (const requests of [2, 1, 1]) await ask(requests, () => Promise.resolve());
  expect(waits).toEqual([2, 3]);
});

test('a signal ends a wait at once', async () => {
  const abort = new AbortController();
  const ask = createAsk({
    signal: abort.signal,
    onRetry: () => abort.abort(new Error('stopped')),
  });
  await expect(ask(1, () => Promise.reject(failure(429, 200)))).rejects.toThrow();
});

test.each([0, -1, Number.NaN])('%s requests per second is refused', (requestsPerSecond) => {
  expect(() => createAsk({ requestsPerSecond })).toThrow(RangeError);
});
