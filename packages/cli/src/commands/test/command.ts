import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withoutClerk } from '@repo/stack/app-environment';
import { assertPortFree } from '@repo/stack/assert-port-free';
import { findChromium } from '@repo/stack/chromium';
import { clerkPort, TEST_PORT } from '@repo/stack/ports';
import { ROOT } from '@repo/stack/repository';
import { defineCommand } from 'citty';
import pc from 'picocolors';
import { assertNodeVersion, resolvePort } from '../../options.ts';
import { runShown } from './run-step.ts';
import { clerkVariantOf, STEP_NAMES, type StepName, selectSteps, stepCommands } from './steps.ts';
import {
  addTallies,
  formatTally,
  NO_TESTS,
  type Tally,
  tallyPlaywrightReport,
  tallyVitestOutput,
} from './tally.ts';

/** Written by playwright.config.ts. */
const BROWSER_REPORT = join(ROOT, 'test-results/browser.json');

/** `sso test`: what CI runs, step by step until one fails. */
export const testCommand = defineCommand({
  meta: { name: 'test', description: 'Lint, types, unit tests, builds and browser tests' },
  args: {
    only: { type: 'string', description: 'Run only these steps', valueHint: STEP_NAMES.join(',') },
    port: { type: 'string', description: 'Port for builds and browser tests', valueHint: String(TEST_PORT) },
  },
  async run({ args }) {
    assertNodeVersion(process.versions.node);
    const steps = selectSteps(args.only);
    const port = resolvePort(args.port ?? process.env.SSO_LOCAL_PORT ?? String(TEST_PORT), {});
    const env = testEnvironment(port);
    // Looked at first: nobody should wait through all other steps to learn that there is no browser, or no port.
    if (steps.some((step) => step === 'browser' || clerkVariantOf(step))) {
      if (env.SSO_REUSE_STACK !== '1') await assertPortsFree(port);
      env.SSO_CHROMIUM = await chromiumPath();
    }
    const { failedStep, tally } = await runSteps(steps, env);
    if (failedStep)
      console.error(
        `\n${pc.red('✗')} The step "${failedStep}" failed. Repeat it alone: pnpm sso test --only=${failedStep}`,
      );
    console.log(`\n${formatTally(tally)}`);
    process.exitCode = failedStep ? 1 : 0;
  },
});

/** Everything the steps need: the local Clerk and nothing of a hosted one, and no tool that reports home. */
function testEnvironment(port: number): NodeJS.ProcessEnv {
  return {
    ...withoutClerk(process.env),
    SSO_LOCAL_CLERK: '1',
    SSO_LOCAL_PORT: String(port),
    TURBO_TELEMETRY_DISABLED: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    DO_NOT_TRACK: '1',
  };
}

/** A unit test says itself which environment it is about; what the builds need must not reach it. */
function withoutLocalMode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { SSO_LOCAL_CLERK: _clerk, SSO_LOCAL_PORT: _port, ...rest } = env;
  return rest;
}

function stepEnvironment(step: StepName, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (step === 'unit') return withoutLocalMode(env);
  const variant = clerkVariantOf(step);
  return variant ? { ...env, SSO_CLERK: variant } : env;
}

async function assertPortsFree(port: number): Promise<void> {
  for (const needed of [port, clerkPort(port)]) await assertPortFree(needed, 'pnpm test');
}

async function chromiumPath(): Promise<string> {
  const { path, source } = await findChromium(process.env, console.log);
  console.log(`${pc.dim('Browser:')} ${path} ${pc.dim(`(${source})`)}`);
  return path;
}

async function runSteps(
  steps: readonly StepName[],
  env: NodeJS.ProcessEnv,
): Promise<{ failedStep: StepName | undefined; tally: Tally }> {
  let tally = NO_TESTS;
  for (const step of steps) {
    console.log(`\n${pc.bold(pc.cyan(`▶ ${step}`))}`);
    const startedMs = performance.now();
    const result = await runStep(step, env);
    tally = addTallies(tally, result.tally);
    const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
    console.log(`${result.isOk ? pc.green('✓') : pc.red('✗')} ${step} ${pc.dim(`(${seconds} s)`)}`);
    if (!result.isOk) {
      // A run that failed must never say "0 failed": a step without tests counts as one.
      return {
        failedStep: step,
        tally: tally.failed > 0 ? tally : addTallies(tally, { ...NO_TESTS, failed: 1 }),
      };
    }
  }
  return { failedStep: undefined, tally };
}

async function runStep(step: StepName, env: NodeJS.ProcessEnv): Promise<{ isOk: boolean; tally: Tally }> {
  rmSync(BROWSER_REPORT, { force: true });
  let output = '';
  let isOk = true;
  for (const command of stepCommands(step)) {
    const result = await runShown(command, stepEnvironment(step, env));
    output += result.output;
    isOk = result.exitCode === 0;
    if (!isOk) break;
  }
  return { isOk, tally: readTally(step, output) };
}

function readTally(step: StepName, output: string): Tally {
  if (step === 'unit') return tallyVitestOutput(output);
  if (existsSync(BROWSER_REPORT)) {
    return tallyPlaywrightReport(JSON.parse(readFileSync(BROWSER_REPORT, 'utf8')));
  }
  return NO_TESTS;
}
