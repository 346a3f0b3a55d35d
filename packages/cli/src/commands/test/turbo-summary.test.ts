import { expect, test } from 'vitest';
import { readTurboSummary, summarizeTasks } from './turbo-summary.ts';

function task(taskId: string, status: 'HIT' | 'MISS', seconds: number, exitCode: number | null = 0) {
  return {
    taskId,
    task: taskId.split('#')[1],
    command: 'vitest run',
    cache: { status },
    execution: exitCode === null ? null : { startTime: 1000, endTime: 1000 + seconds * 1000, exitCode },
  };
}

test('each step has its tasks, those from the cache, the time of the others and what failed', () => {
  const summary = {
    tasks: [
      task('//#lint', 'MISS', 12),
      task('@subdomain-sso/auth#test', 'MISS', 20, 1),
      task('@repo/cli#test', 'MISS', 30),
      task('@repo/ui#test', 'HIT', 0),
      task('docs#build', 'MISS', 0, null),
      { ...task('@repo/ui#build', 'MISS', 0, null), command: '<NONEXISTENT>' },
      task('docs#transit', 'MISS', 0),
    ],
  };
  expect(summarizeTasks(summary, ['lint', 'types', 'unit', 'build'])).toEqual([
    {
      step: 'lint',
      tasks: 1,
      cached: 0,
      seconds: 12,
      failed: [],
      slowest: { taskId: '//#lint', seconds: 12 },
    },
    {
      step: 'unit',
      tasks: 3,
      cached: 1,
      seconds: 50,
      failed: ['@subdomain-sso/auth#test'],
      slowest: { taskId: '@repo/cli#test', seconds: 30 },
    },
    {
      step: 'build',
      tasks: 1,
      cached: 0,
      seconds: 0,
      failed: ['docs#build'],
      slowest: { taskId: 'docs#build', seconds: 0 },
    },
  ]);
});

test('output without a summary has no report', () => {
  expect(readTurboSummary('turbo broke off', ['lint'])).toEqual([]);
});
