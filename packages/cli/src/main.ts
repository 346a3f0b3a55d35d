import { AuthConfigError } from '@repo/auth/errors';
import { GatewayError } from '@repo/gateway';
import { defineCommand, renderUsage, runCommand, runMain } from 'citty';
import pc from 'picocolors';
import { CliError } from './cli-error.ts';

const main = defineCommand({
  meta: { name: 'sso', description: 'Runs and tests the apps that share one Clerk session.' },
  subCommands: {
    doctor: () => import('./commands/doctor/command.ts').then(({ doctorCommand }) => doctorCommand),
    add: () => import('./commands/add/command.ts').then(({ addCommand }) => addCommand),
    copy: () => import('./commands/copy/command.ts').then(({ copyCommand }) => copyCommand),
    dev: () => import('./commands/dev/command.ts').then(({ devCommand }) => devCommand),
    deploy: () => import('./commands/deploy/command.ts').then(({ deployCommand }) => deployCommand),
    directory: () =>
      import('./commands/directory/command.ts').then(({ directoryCommand }) => directoryCommand),
    stack: () => import('./commands/stack/command.ts').then(({ stackCommand }) => stackCommand),
    test: () => import('./commands/test/command.ts').then(({ testCommand }) => testCommand),
    token: () => import('./commands/token/command.ts').then(({ tokenCommand }) => tokenCommand),
    trace: () => import('./commands/trace/command.ts').then(({ traceCommand }) => traceCommand),
  },
});

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0) {
  console.log(await renderUsage(main));
} else if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
  await runMain(main, { rawArgs });
} else {
  try {
    await runCommand(main, { rawArgs });
  } catch (error) {
    reportAndSetExitCode(error);
  }
}

/** What a person can mend is said in its own words; anything else is a defect and shown with its stack. */
function reportAndSetExitCode(error: unknown): void {
  const isKnown =
    error instanceof CliError || error instanceof AuthConfigError || error instanceof GatewayError;
  const isUsage = error instanceof Error && error.name === 'CLIError';
  console.error(isKnown || isUsage ? `\n${pc.red('✗')} ${error.message}\n` : error);
  process.exitCode = error instanceof CliError ? error.exitCode : 1;
}
