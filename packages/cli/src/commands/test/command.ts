import { existsSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { withoutClerk } from '@repo/stack/app-environment';
import { assertPortFree } from '@repo/stack/assert-port-free';
import { findChromium } from '@repo/stack/chromium';
import { clerkPort, TEST_PORT } from '@repo/stack/ports';
import { ROOT } from '@repo/stack/repository';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { assertNodeVersion, resolvePort } from '../../options.ts';
import { stopRequest } from '../../stop-request.ts';
import { runShown } from './run-shown.ts';
import {
  describeLeftOut,
  needsBrowser,
  playwrightCommand,
  type Selection,
  STEP_NAMES,
  type StepName,
  selectSteps,
  turboTasks,
} from './steps.ts';
import {
  addTallies,
  formatTally,
  NO_TESTS,
  type Tally,
  tallyPlaywrightReport,
  tallyVitestOutput,
} from './tally.ts';
import { measureSpeed, timeScaleOf } from './time-scale.ts';
import { readTurboSummary, type StepReport } from './turbo-summary.ts';

/** Fewer would leave a core without work while a task waits for a process or a clock. */
const LEAST_CONCURRENCY = 2;

/** As shells report a program that Ctrl-C ended. */
const STOPPED_EXIT_CODE = 130;

interface Outcome {
  readonly tally: Tally;
  readonly failedSteps: readonly StepName[];
  /** Steps of which nothing had to run. */
  readonly cachedSteps: readonly StepName[];
}

const NOTHING: Outcome = { tally: NO_TESTS, failedSteps: [], cachedSteps: [] };

/** `sso test`: first everything that turbo runs, then the browser tests if all of it passed. */
export const testCommand = defineCommand({
  meta: { name: 'test', description: 'Lint, types, unit tests, builds and browser tests' },
  args: {
    only: { type: 'string', description: 'Run only these steps', valueHint: STEP_NAMES.join(',') },
    full: {
      type: 'boolean',
      description: 'Also run what takes minutes more; the last lines say what that is',
    },
    port: { type: 'string', description: 'Port for builds and browser tests', valueHint: String(TEST_PORT) },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const selection = selectSteps({ only: args.only, isFull: args.full ?? false });
    const port = resolvePort(args.port ?? process.env.SSO_LOCAL_PORT ?? String(TEST_PORT), {});
    const stop = new AbortController();
    void stopRequest().then(() => stop.abort());
    const run = { selection, stop: stop.signal, env: testEnvironment(port, selection.isFull) };
    // Before the other steps: a missing browser or a busy port is reported at once.
    const chromium = selection.steps.some(needsBrowser) ? await prepareBrowser(port) : undefined;
    const outcome = await runSteps({ ...run, chromium }).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
      return undefined;
    });
    if (!outcome) {
      console.error(`\n${pc.red('✗')} Stopped; everything that was started has ended.`);
      process.exit(STOPPED_EXIT_CODE);
    }
    report(outcome, selection);
    process.exitCode = outcome.failedSteps.length > 0 ? 1 : 0;
  },
});

interface Run {
  readonly selection: Selection;
  readonly env: NodeJS.ProcessEnv;
  readonly stop: AbortSignal;
  /** Path of the browser; undefined when no step needs one. */
  readonly chromium: string | undefined;
}

/** What the steps need: the local Clerk, nothing of a hosted one, and no tool that reports home. */
function testEnvironment(port: number, isFull: boolean): NodeJS.ProcessEnv {
  return {
    ...withoutClerk(process.env),
    SSO_LOCAL_CLERK: '1',
    SSO_LOCAL_PORT: String(port),
    // Turbo checks the types of an app before it builds it.
    SSO_TYPES_CHECKED: '1',
    ...(isFull && { SSO_TEST_FULL: '1' }),
    TURBO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
}

async function prepareBrowser(port: number): Promise<string> {
  if (process.env.SSO_REUSE_STACK !== '1') {
    for (const needed of [port, clerkPort(port)]) await assertPortFree(needed, 'pnpm test');
  }
  const { path, source } = await findChromium(process.env, console.log);
  console.log(`${pc.dim('Browser:')} ${path} ${pc.dim(`(${source})`)}`);
  return path;
}

async function runSteps(run: Run): Promise<Outcome> {
  let outcome = await runGraph(run);
  for (const step of run.selection.steps) {
    if (outcome.failedSteps.length > 0) break;
    if (needsBrowser(step)) outcome = merge(outcome, await runPlaywright(step, run));
  }
  return outcome;
}

/** Everything that turbo runs, to the end: the tally counts every failure. */
async function runGraph({ selection, env, stop }: Run): Promise<Outcome> {
  const tasks = turboTasks(selection);
  if (tasks.length === 0) return NOTHING;
  const steps = selection.steps.filter((step) => !needsBrowser(step));
  startStep(steps.join(', '));
  const concurrency = Math.max(LEAST_CONCURRENCY, availableParallelism());
  const options = ['--continue=dependencies-successful', '--log-order=grouped', '--summarize'];
  const args = ['run', ...tasks, `--concurrency=${concurrency}`, ...options];
  const { exitCode, output } = await runShown({ binary: 'turbo', args, env, stop });
  const reports = readTurboSummary(output, steps);
  for (const each of reports) printStep(each);
  const failed = reports.filter((each) => each.failed.length > 0).map(({ step }) => step);
  // Turbo itself may fail before it runs a task.
  const failedSteps = exitCode !== 0 && failed.length === 0 ? steps : failed;
  return { tally: tallyVitestOutput(output), failedSteps, cachedSteps: findCached(reports) };
}

async function runPlaywright(step: StepName, run: Run): Promise<Outcome> {
  const { env, stop, selection, chromium = '' } = run;
  // Nobody knows what a stack has seen that was there before.
  const command = playwrightCommand(step, {
    isFresh: selection.isFull || process.env.SSO_REUSE_STACK === '1',
  });
  if (!command) return NOTHING;
  startStep(step);
  const startedMs = performance.now();
  const scale = await chooseTimeScale(chromium);
  const report = join(ROOT, `test-results/${step}.json`);
  rmSync(report, { force: true });
  const { exitCode, output } = await runShown({
    ...command,
    env: {
      ...env,
      SSO_CHROMIUM: chromium,
      SSO_TIME_SCALE: String(scale),
      SSO_CLERK: process.env.SSO_CLERK ?? 'all',
    },
    stop,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const failed = exitCode === 0 ? [] : [step];
  const cachedSteps = findCached(readTurboSummary(output, [step]));
  printStep({ step, tasks: 1, cached: cachedSteps.length, seconds, failed, slowest: undefined });
  const tally = existsSync(report)
    ? tallyPlaywrightReport(JSON.parse(readFileSync(report, 'utf8')))
    : NO_TESTS;
  return { tally, failedSteps: failed, cachedSteps };
}

function findCached(reports: readonly StepReport[]): readonly StepName[] {
  return reports.filter(({ tasks, cached }) => cached === tasks).map(({ step }) => step);
}

/** Measured when the other steps have ended, so that it is the speed that the browser meets. */
async function chooseTimeScale(chromium: string): Promise<number> {
  const given = Number(process.env.SSO_TIME_SCALE);
  if (given >= 1) return given;
  const speed = await measureSpeed(chromium);
  const scale = timeScaleOf(speed);
  const measured = `loop ${speed.loopMs.toFixed(0)} ms, browser ${speed.browserMs.toFixed(0)} ms, ${speed.cores} cores, load ${speed.load.toFixed(1)}`;
  console.log(pc.dim(`Time limits x ${scale} (${measured})`));
  return scale;
}

function merge(a: Outcome, b: Outcome): Outcome {
  return {
    tally: addTallies(a.tally, b.tally),
    failedSteps: [...a.failedSteps, ...b.failedSteps],
    cachedSteps: [...a.cachedSteps, ...b.cachedSteps],
  };
}

function startStep(name: string): void {
  console.log(`\n${pc.bold(pc.cyan(`▶ ${name}`))}`);
}

function printStep({ step, tasks, cached, seconds, failed, slowest }: StepReport): void {
  const mark = failed.length === 0 ? pc.green('✓') : pc.red('✗');
  const details = [
    ...(tasks > 1 || cached > 0 ? [`${tasks} tasks, ${cached} cached`] : []),
    `${seconds.toFixed(1)} s`,
    ...(slowest && tasks > 1 ? [`${slowest.taskId} ${slowest.seconds.toFixed(1)} s`] : []),
  ];
  console.log(`${mark} ${step} ${pc.dim(`(${details.join('; ')})`)}`);
  for (const task of failed) if (task !== step) console.error(`  ${pc.red(task)}`);
}

/** The tally is the last line, alone: CI reads it. */
function report({ tally, failedSteps, cachedSteps }: Outcome, selection: Selection): void {
  if (failedSteps.length > 0) {
    const only = failedSteps.join(',');
    console.error(
      `\n${pc.red('✗')} Failed: ${failedSteps.join(', ')}. Repeat: pnpm sso test --only=${only}${selection.isFull ? ' --full' : ''}`,
    );
  }
  // A run that failed never says "0 failed": a step without tests counts as one.
  const isUncounted = failedSteps.length > 0 && tally.failed === 0;
  const total = isUncounted ? addTallies(tally, { ...NO_TESTS, failed: 1 }) : tally;
  const seconds = Math.round(process.uptime());
  console.log(`\nTook ${Math.floor(seconds / 60)} min ${seconds % 60} s.`);
  for (const line of describeLeftOut(selection)) console.log(line);
  if (cachedSteps.length > 0) {
    const steps = cachedSteps.join(', ');
    console.log(
      `not run again, because nothing that they read has changed: ${steps} (TURBO_FORCE=true runs them)`,
    );
  }
  console.log(formatTally(total));
}
