import { AuthConfigError } from '@repo/auth/errors';
import { GatewayError } from '@repo/gateway';
import { StackError } from '@repo/stack/errors';
import { renderUsage, runCommand, runMain } from 'citty';
import pc from 'picocolors';
import { CliError } from './cli-error.ts';
import { ssoCommand } from './sso-command.ts';

const rawArgs = process.argv.slice(2);
if (rawArgs.length === 0) {
  console.log(await renderUsage(ssoCommand));
} else if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
  await runMain(ssoCommand, { rawArgs });
} else {
  try {
    await runCommand(ssoCommand, { rawArgs });
  } catch (error) {
    reportAndSetExitCode(error);
  }
}

/** What a person can mend is said in its own words; anything else is a defect and shown with its stack. */
function reportAndSetExitCode(error: unknown): void {
  const isKnown =
    error instanceof CliError ||
    error instanceof StackError ||
    error instanceof AuthConfigError ||
    error instanceof GatewayError;
  const isUsage = error instanceof Error && error.name === 'CLIError';
  console.error(isKnown || isUsage ? `\n${pc.red('✗')} ${error.message}\n` : error);
  process.exitCode = error instanceof CliError || error instanceof StackError ? error.exitCode : 1;
}
