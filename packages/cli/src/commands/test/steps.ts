import type { ClerkVariant } from '@repo/stack';
import { CliError } from '../../cli-error.ts';

/**
 * Two are the tests about tokens again, each with another Clerk; `SSO_CLERK=… --only=browser` runs them all.
 * The last builds every app once more, as Vercel would, and looks at what would be deployed.
 */
export const STEP_NAMES = [
  'lint',
  'types',
  'unit',
  'build',
  'browser',
  'redirect-azp',
  'shared-tokens',
  'vercel',
] as const;

export type StepName = (typeof STEP_NAMES)[number];

/**
 * The steps to run, always in their one order.
 *
 * @param only Names separated by commas: 'lint,unit'; undefined selects all.
 * @throws {CliError} `unknown_step`: lists the names there are.
 */
export function selectSteps(only: string | undefined): readonly StepName[] {
  if (only === undefined) return STEP_NAMES;
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !STEP_NAMES.some((step) => step === name));
  if (unknown !== undefined) {
    throw new CliError('unknown_step', `There is no step "${unknown}". Steps: ${STEP_NAMES.join(', ')}.`);
  }
  return STEP_NAMES.filter((name) => wanted.includes(name));
}

/** The commands of a step, run one after the other until one fails. `knip` and the like are root binaries. */
export function stepCommands(step: StepName): readonly (readonly [string, ...string[]])[] {
  switch (step) {
    case 'lint':
      return [['biome', 'check', '--error-on-warnings', '.'], ['knip']];
    case 'types':
      return [['turbo', 'run', 'typecheck', '--concurrency=2', '--output-logs=new-only']];
    case 'unit':
      // All packages run to the end, so that the tally counts every failure.
      return [['turbo', 'run', 'test', '--concurrency=2', '--continue', '--output-logs=full']];
    case 'build':
      return [['turbo', 'run', 'build', '--concurrency=2', '--output-logs=new-only']];
    case 'browser':
      return [['playwright', 'test']];
    case 'redirect-azp':
    case 'shared-tokens':
      return [['playwright', 'test', ...ABOUT_TOKENS]];
    case 'vercel':
      return [['tsx', 'packages/cli/src/main.ts', 'deploy', 'build']];
  }
}

/** Which Clerk a step runs against; undefined: whatever SSO_CLERK says. */
export function clerkVariantOf(step: StepName): ClerkVariant | undefined {
  return step === 'redirect-azp' || step === 'shared-tokens' ? step : undefined;
}

const ABOUT_TOKENS = [
  ...['one-session', 'session-sync', 'cookies', 'foreign-tokens', 'propagation'],
  ...['--grep-invert', 'signs up|signing out on (portal|docs|academy|handbook)'],
] as const;
