import { expect, test } from 'vitest';
import type { Turn } from './run-rounds.ts';
import { summarize } from './summarize.ts';

const turn = (variant: Turn['variant'], round: number, requestsPerSecond: number): Turn => ({
  variant,
  round,
  requestsPerSecond,
  p50Ms: 10 + round,
  p99Ms: 20 + round,
});

test('a round that was slow for all leaves the ratio as it is', () => {
  const turns = [
    turn('open', 0, 1000),
    turn('with-auth', 0, 900),
    turn('open', 1, 100),
    turn('with-auth', 1, 90),
    turn('open', 2, 2000),
    turn('with-auth', 2, 2000),
  ];
  const [, row] = summarize(turns);
  expect(row).toEqual({
    variant: 'with-auth',
    rounds: 3,
    requestsPerSecond: { median: 900, min: 90, max: 2000 },
    p50Ms: 11,
    p99Ms: 21,
    ratio: { median: 0.9, min: 0.9, max: 1 },
  });
});

test('the base itself has the ratio 1', () => {
  expect(summarize([turn('open', 0, 7), turn('open', 1, 9)])[0]?.ratio).toEqual({
    median: 1,
    min: 1,
    max: 1,
  });
});

test('a page is compared with the page of a bare clerkMiddleware(), not with the open route', () => {
  const rows = summarize([turn('page-ours', 0, 300), turn('page-clerk', 0, 200), turn('open', 0, 1000)]);
  expect(rows.map(({ variant, ratio }) => [variant, ratio?.median])).toEqual([
    ['open', 1],
    ['page-ours', 1.5],
    ['page-clerk', 1],
  ]);
});

test('rounds in which the base was not measured count for no ratio', () => {
  const rows = summarize([turn('jose', 0, 5), turn('jose', 1, 8), turn('open', 1, 10)]);
  expect(rows.find(({ variant }) => variant === 'jose')?.ratio).toEqual({ median: 0.8, min: 0.8, max: 0.8 });
  expect(summarize([turn('jose', 0, 5)])[0]?.ratio).toBeNull();
});
