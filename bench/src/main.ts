import { CliError } from '@repo/cli/errors';
import { defineCommand, renderUsage, runCommand, runMain } from 'citty';
import pc from 'picocolors';

/** One line for each measurement. Loaded when asked for: what one needs, such as a browser, is nothing to the others. */
const COMMANDS = {
  sso: () => import('./sso-command.ts').then(({ ssoCommand }) => ssoCommand),
  auth: () => import('./auth/command.ts').then(({ authCommand }) => authCommand),
  directory: () => import('./directory/command.ts').then(({ directoryCommand }) => directoryCommand),
};

const main = defineCommand({
  meta: { name: 'bench', description: 'Measurements; each prints a table, or JSON' },
  subCommands: COMMANDS,
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
    const isUsage = error instanceof Error && error.name === 'CLIError';
    console.error(error instanceof CliError || isUsage ? `\n${pc.red('✗')} ${error.message}\n` : error);
    process.exitCode = error instanceof CliError ? error.exitCode : 1;
  }
}
