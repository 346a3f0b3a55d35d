import { expect, test } from 'vitest';
import type { ClientSize } from './client-size.ts';
import type { Row } from './summarize.ts';
import { checkTargets } from './targets.ts';

const row = (variant: Row['variant'], median: number | null): Row => ({
  variant,
  rounds: 5,
  requestsPerSecond: { median: 1, min: 1, max: 1 },
  p50Ms: 1,
  p99Ms: 1,
  ratio: median === null ? null : { median, min: 0, max: 9 },
});

const size = (addedBytes: number): ClientSize => ({
  ours: { files: 1, gzipBytes: 100_000 + addedBytes },
  clerk: { files: 1, gzipBytes: 100_000 },
  addedBytes,
});

test.each([
  { name: 'all just met', withAuth: 0.9, page: 1, bytes: 6144, missed: [] },
  { name: 'withAuth() a little slow', withAuth: 0.8999, page: 1, bytes: 6144, missed: [0] },
  { name: 'the page a little slow', withAuth: 0.9, page: 0.9999, bytes: 6144, missed: [1] },
  { name: 'one byte too many', withAuth: 0.9, page: 1, bytes: 6145, missed: [2] },
  { name: 'no base to compare with', withAuth: null, page: null, bytes: 0, missed: [0, 1] },
])('$name: misses $missed', ({ withAuth, page, bytes, missed }) => {
  const targets = checkTargets([row('with-auth', withAuth), row('page-proxy', page)], size(bytes));
  expect(targets.flatMap(({ isMet }, index) => (isMet ? [] : [index]))).toEqual(missed);
});

test('what was not measured is missed, not passed over', () => {
  expect(checkTargets([], size(0)).map(({ isMet, measured }) => [isMet, measured])).toEqual([
    [false, 'not measured'],
    [false, 'not measured'],
    [true, '0.00 KB'],
  ]);
});
