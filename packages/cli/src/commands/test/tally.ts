import { stripVTControlCharacters } from 'node:util';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** Passed only when tried again. */
  readonly flaky: number;
  readonly skipped: number;
}

export const NO_TESTS: Tally = { passed: 0, failed: 0, flaky: 0, skipped: 0 };

export function addTallies(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    flaky: a.flaky + b.flaky,
    skipped: a.skipped + b.skipped,
  };
}

/**
 * Sums the summaries in the output of several Vitest runs. The output is read rather than reports, because turbo
 * repeats it for a cached package, whose tests did not run again.
 *
 * @param output Of `turbo run test`; colours and prefixes do not matter.
 * @source vitest 4.1.12 summary: `Tests  1 failed | 3 passed | 2 skipped | 1 todo (7)`.
 */
export function tallyVitestOutput(output: string): Tally {
  const lines = stripVTControlCharacters(output).matchAll(/(?:^|\s)Tests {2}([^\n(]+)\(\d+\)\s*$/gm);
  return [...lines]
    .map(([, summary = '']) => summary)
    .map(parseSummary)
    .reduce(addTallies, NO_TESTS);
}

/**
 * Reads Playwright's JSON report.
 *
 * @source @playwright/test 1.65.1 `JSONReport.stats`.
 */
export function tallyPlaywrightReport(report: {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}): Tally {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected, flaky, skipped };
}

/** The last line of `sso test`, alone on it: '12 passed, 0 failed' or '12 passed, 0 failed, 1 flaky, 3 skipped'. */
export function formatTally({ passed, failed, flaky, skipped }: Tally): string {
  const also = [flaky > 0 ? `, ${flaky} flaky` : '', skipped > 0 ? `, ${skipped} skipped` : ''];
  return `${passed} passed, ${failed} failed${also.join('')}`;
}

function parseSummary(summary: string): Tally {
  const count = (name: string) => Number(new RegExp(`(\\d+) ${name}`).exec(summary)?.[1] ?? 0);
  return {
    passed: count('passed'),
    failed: count('failed'),
    flaky: 0,
    skipped: count('skipped') + count('todo'),
  };
}
