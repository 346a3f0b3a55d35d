import { describe, expect, test } from 'vitest';
import { addTallies, formatTally, tallyPlaywrightReport, tallyVitestOutput } from './tally.ts';

describe('Vitest output', () => {
  test.each([
    {
      name: 'one run',
      output: '      Tests  40 passed (40)',
      tally: { passed: 40, failed: 0, flaky: 0, skipped: 0 },
    },
    {
      name: 'every kind of result',
      output: ' Tests  1 failed | 3 passed | 2 skipped | 1 todo (7)',
      tally: { passed: 3, failed: 1, flaky: 0, skipped: 3 },
    },
    {
      name: 'several packages behind turbo’s prefixes, in colour',
      output: [
        '@subdomain-sso/auth:test: \u001b[2m Test Files \u001b[22m \u001b[1m\u001b[32m9 passed\u001b[39m\u001b[22m\u001b[90m (9)\u001b[39m',
        '@subdomain-sso/auth:test: \u001b[2m      Tests \u001b[22m \u001b[1m\u001b[32m12 passed\u001b[39m\u001b[22m\u001b[90m (12)\u001b[39m',
        '@repo/gateway:test:       Tests  2 failed | 5 passed (7)',
      ].join('\n'),
      tally: { passed: 17, failed: 2, flaky: 0, skipped: 0 },
    },
    {
      name: 'files alone',
      output: ' Test Files  3 passed (3)',
      tally: { passed: 0, failed: 0, flaky: 0, skipped: 0 },
    },
    {
      name: 'a test named like it',
      output: '✓ Tests  are (fun)',
      tally: { passed: 0, failed: 0, flaky: 0, skipped: 0 },
    },
    { name: 'nothing', output: '', tally: { passed: 0, failed: 0, flaky: 0, skipped: 0 } },
  ])('with $name', ({ output, tally }) => {
    expect(tallyVitestOutput(output)).toEqual(tally);
  });
});

test('a browser test that passed only when tried again is counted apart', () => {
  expect(tallyPlaywrightReport({ stats: { expected: 8, unexpected: 1, flaky: 2, skipped: 3 } })).toEqual({
    passed: 8,
    failed: 1,
    flaky: 2,
    skipped: 3,
  });
});

test.each([
  { tally: { passed: 12, failed: 0, flaky: 0, skipped: 0 }, line: '12 passed, 0 failed' },
  { tally: { passed: 12, failed: 1, flaky: 0, skipped: 3 }, line: '12 passed, 1 failed, 3 skipped' },
])('$line', ({ tally, line }) => {
  expect(formatTally(tally)).toBe(line);
});

test('tallies add up per kind', () => {
  const sum = addTallies(
    { passed: 1, failed: 2, flaky: 0, skipped: 3 },
    { passed: 10, failed: 20, flaky: 0, skipped: 30 },
  );
  expect(sum).toEqual({ passed: 11, failed: 22, flaky: 0, skipped: 33 });
});
