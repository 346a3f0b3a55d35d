import { CopyError } from '@repo/copy/errors';
import { DeployError } from '@repo/deploy/errors';
import { DirectoryError, type DirectoryErrorCode } from '@repo/directory/errors';
import { DoctorError } from '@repo/doctor/errors';
import { GatewayError } from '@repo/gateway';
import { StackError } from '@repo/stack/errors';
import { TokenError } from '@repo/token/errors';
import { TraceError } from '@repo/trace/errors';
import { AuthConfigError } from '@subdomain-sso/auth/errors';
import { renderUsage, runCommand, runMain } from 'citty';
import pc from 'picocolors';
import { CliError } from './cli-error.ts';
import { ssoCommand } from './sso-command.ts';

/** Errors that say what is wrong and what to do: they are shown without a stack. Most name an exit code, else it is 1. */
const EXPECTED = [
  AuthConfigError,
  CliError,
  CopyError,
  DeployError,
  DirectoryError,
  DoctorError,
  GatewayError,
  StackError,
  TokenError,
  TraceError,
];

/** Codes of the mirror for which nothing was started. */
const NOT_STARTED: ReadonlySet<string> = new Set<DirectoryErrorCode>([
  'data_directory_in_use',
  'missing_database_url',
  'invalid_database_url',
]);

/**
 * Runs a command line. Results go to the standard output, errors to the standard error.
 *
 * @param rawArgs Without node and the script: `['doctor', '--json']`. Empty: the usage is printed.
 * @returns Resolves when the command has ended; `process.exitCode` is then set where it is not 0.
 */
export async function runSso(rawArgs: readonly string[]): Promise<void> {
  if (rawArgs.length === 0) {
    console.log(await renderUsage(ssoCommand));
  } else if (rawArgs.includes('--help') || rawArgs.includes('-h')) {
    await runMain(ssoCommand, { rawArgs: [...rawArgs] });
  } else {
    try {
      await runCommand(ssoCommand, { rawArgs: [...rawArgs] });
    } catch (error) {
      reportAndSetExitCode(error);
    }
  }
}

/** An unexpected error is a defect, and is shown with its stack. */
function reportAndSetExitCode(error: unknown): void {
  const isExpected = EXPECTED.some((kind) => error instanceof kind);
  // citty's own, for options and commands that do not exist.
  const isUsage = error instanceof Error && error.name === 'CLIError';
  const isShown = error instanceof Error && (isExpected || isUsage);
  console.error(isShown ? `\n${pc.red('✗')} ${error.message}\n` : error);
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof DirectoryError) return NOT_STARTED.has(error.code) ? 2 : 1;
  return error instanceof Error && 'exitCode' in error ? Number(error.exitCode) : 1;
}
