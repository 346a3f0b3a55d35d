import { readFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { type StepName, stepOfTask } from './steps.ts';

/** How one step of the graph went. */
export interface StepReport {
  readonly step: StepName;
  readonly tasks: number;
  readonly cached: number;
  /** Sum over its tasks, which run side by side. */
  readonly seconds: number;
  /** `@subdomain-sso/auth#test`: tasks that failed or could not start because another one failed. */
  readonly failed: readonly string[];
  /** The task that took longest, when one was run. */
  readonly slowest: { readonly taskId: string; readonly seconds: number } | undefined;
}

/** What turbo writes for a package that has no script of the task's name. */
const NO_SCRIPT = '<NONEXISTENT>';

const summarySchema = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      task: z.string(),
      command: z.string(),
      cache: z.object({ status: z.enum(['HIT', 'MISS']) }),
      execution: z
        .object({ startTime: z.number(), endTime: z.number(), exitCode: z.number().nullable().optional() })
        .nullish(),
    }),
  ),
});

type Task = z.output<typeof summarySchema>['tasks'][number];

/**
 * Reads the summary that a turbo run has written and named in its output.
 *
 * @param output Of `turbo run … --summarize`.
 * @returns In the order of `steps`; empty when turbo ended before it wrote a summary.
 * @source turbo 2.11.11 `--summarize`: "Summary: <path>"; a task that was not started has no execution.
 */
export function readTurboSummary(output: string, steps: readonly StepName[]): readonly StepReport[] {
  const path = /Summary:\s+(\S+\.json)/.exec(stripVTControlCharacters(output))?.[1];
  if (path === undefined) return [];
  return summarizeTasks(JSON.parse(readFileSync(path, 'utf8')), steps);
}

/**
 * @param summary Content of the file.
 * @internal Exported for its test.
 */
export function summarizeTasks(summary: unknown, steps: readonly StepName[]): readonly StepReport[] {
  const { tasks } = summarySchema.parse(summary);
  return steps.flatMap((step) => {
    const own = tasks.filter(({ task, command }) => stepOfTask(task) === step && command !== NO_SCRIPT);
    if (own.length === 0) return [];
    const run = own.filter(({ cache }) => cache.status === 'MISS');
    const [slowest] = run.toSorted((a, b) => secondsOf(b) - secondsOf(a));
    return {
      step,
      tasks: own.length,
      cached: own.length - run.length,
      seconds: run.reduce((sum, task) => sum + secondsOf(task), 0),
      failed: own.filter(({ execution }) => execution?.exitCode !== 0).map(({ taskId }) => taskId),
      slowest: slowest && { taskId: slowest.taskId, seconds: secondsOf(slowest) },
    };
  });
}

function secondsOf({ execution }: Task): number {
  return execution ? (execution.endTime - execution.startTime) / 1000 : 0;
}
