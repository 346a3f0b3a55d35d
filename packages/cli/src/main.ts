import { AuthConfigError } from '@repo/auth/errors';
import { CopyError } from '@repo/copy/errors';
import { DoctorError } from '@repo/doctor/errors';
import { GatewayError } from '@repo/gateway';
import { StackError } from '@repo/stack/errors';
import { TraceError } from '@repo/trace/errors';
import { renderUsage, runCommand, runMain } from 'citty';
import pc from 'picocolors';
import { CliError } from './cli-error.ts';
import { ssoCommand } from './sso-command.ts';

/** Errors that say what is wrong and what to do: they are shown without a stack. Those with an exit code name it. */
const EXPECTED = [CliError, CopyError, DoctorError, StackError, TraceError, AuthConfigError, GatewayError];

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

/** An unexpected error is a defect, and is shown with its stack. */
function reportAndSetExitCode(error: unknown): void {
  const expected = EXPECTED.find((kind) => error instanceof kind);
  const isUsage = error instanceof Error && error.name === 'CLIError';
  const isShown = error instanceof Error && (expected !== undefined || isUsage);
  console.error(isShown ? `\n${pc.red('✗')} ${error.message}\n` : error);
  process.exitCode = isShown && 'exitCode' in error ? Number(error.exitCode) : 1;
}
