import { CliError } from '../../cli-error.ts';

/** Every step, in the order of their reports. Those up to `vercel` are one graph of turbo tasks and run side by side. */
export const STEP_NAMES = ['lint', 'types', 'unit', 'build', 'vercel', 'browser', 'own-stack'] as const;

export type StepName = (typeof STEP_NAMES)[number];

/** Which steps run, and how much of them. */
export interface Selection {
  readonly steps: readonly StepName[];
  /** `--full`: also what takes minutes and rarely finds something that the rest does not. */
  readonly isFull: boolean;
  /** `--only`: steps that were not selected are not reported as left to `--full`. */
  readonly isPartial: boolean;
}

/** Tasks of one step in `turbo.json`; a step without any is a Playwright run of its own. */
const TURBO_TASKS: Readonly<Record<StepName, (isFull: boolean) => readonly string[]>> = {
  lint: () => ['lint'],
  types: () => ['typecheck'],
  unit: () => ['test'],
  build: () => ['build'],
  // The app with a database and webhooks: what Vercel needs of the others is a part of that.
  vercel: (isFull) => (isFull ? ['vercel:build'] : ['portal#vercel:build']),
  browser: () => [],
  'own-stack': () => [],
};

/** What a step leaves out without `--full`. */
const LEFT_TO_FULL: Partial<Record<StepName, string>> = {
  unit: 'long property tests, the full size of bench/measure-engine, and clerk-local installed by each package manager, and run by Node.js 22 and 24',
  vercel: 'vercel build of the other five apps',
  browser: 'all specs about tokens for each kind of Clerk, and every app, page and value of a browser test',
  'own-stack':
    'apps copied into and added to repositories of their own, the installed test suite, and the code of teams in a proxy',
};

/**
 * The steps to run, always in their one order.
 *
 * @param only Names separated by commas: 'lint,unit'; undefined selects all, `own-stack` with `isFull` alone.
 * @throws {CliError} `unknown_step`: lists the names there are.
 */
export function selectSteps({ only, isFull }: { only: string | undefined; isFull: boolean }): Selection {
  if (only === undefined) {
    const steps = STEP_NAMES.filter((name) => isFull || name !== 'own-stack');
    return { steps, isFull, isPartial: false };
  }
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !STEP_NAMES.some((step) => step === name));
  if (unknown !== undefined) {
    throw new CliError('unknown_step', `There is no step "${unknown}". Steps: ${STEP_NAMES.join(', ')}.`);
  }
  // The browser tests run against builds; those that are up to date come from turbo's cache.
  if (wanted.includes('browser')) wanted.push('build');
  return { steps: STEP_NAMES.filter((name) => wanted.includes(name)), isFull, isPartial: true };
}

/** What turbo is asked for, in the order of the steps. Empty: nothing. */
export function turboTasks({ steps, isFull }: Selection): readonly string[] {
  return steps.flatMap((step) => TURBO_TASKS[step](isFull));
}

/** The step that a turbo task belongs to; undefined for tasks that others only depend on and that no step reports. */
export function stepOfTask(task: string): StepName | undefined {
  if (`//#${task}` === BROWSER_TASK) return 'browser';
  return STEP_NAMES.find((step) => TURBO_TASKS[step](true).includes(task));
}

/** A program at the root of this repository, with its arguments. */
export interface Command {
  readonly binary: 'playwright' | 'turbo';
  readonly args: readonly string[];
}

/** Playwright run by turbo, which repeats the result of the same builds and specs. */
const BROWSER_TASK = '//#browser';

/**
 * What runs the browser tests of a step; undefined for steps of the graph.
 *
 * @param isFresh Also if the same builds and specs have passed before.
 */
export function playwrightCommand(step: StepName, { isFresh }: { isFresh: boolean }): Command | undefined {
  if (step === 'own-stack')
    return { binary: 'playwright', args: ['test', '--config', 'e2e/own-stack.config.ts'] };
  if (step !== 'browser') return undefined;
  if (isFresh) return { binary: 'playwright', args: ['test'] };
  return { binary: 'turbo', args: ['run', BROWSER_TASK, '--log-prefix=none', '--summarize'] };
}

/** Whether a step runs Playwright, after the graph. */
export function needsBrowser(step: StepName): boolean {
  return step === 'browser' || step === 'own-stack';
}

/** One line for each kind of thing that this run does not do. Empty: it does everything. */
export function describeLeftOut({ steps, isFull, isPartial }: Selection): readonly string[] {
  const relevant = isPartial ? steps : STEP_NAMES;
  const left = relevant.flatMap((step) => LEFT_TO_FULL[step] ?? []);
  const skipped = STEP_NAMES.filter((step) => !steps.includes(step));
  return [
    ...(isPartial && skipped.length > 0 ? [`not selected: ${skipped.join(', ')}`] : []),
    ...(!isFull && left.length > 0 ? [`left to --full: ${left.join('; ')}`] : []),
  ];
}
