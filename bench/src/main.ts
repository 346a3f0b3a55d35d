import { StackError } from '@repo/stack/errors';
import { defineCommand, renderUsage, runCommand, runMain } from 'citty';
import pc from 'picocolors';
import { UsageError } from './usage-error.ts';

/** One line for each measurement. Loaded when asked for: what one needs, such as a browser, is nothing to the others. */
const COMMANDS = {
  sso: () => import('./sso-command.ts').then(({ ssoCommand }) => ssoCommand),
  auth: () => import('./auth/command.ts').then(({ authCommand }) => authCommand),
  'clerk-local': () => import('./clerk-local/command.ts').then(({ clerkLocalCommand }) => clerkLocalCommand),
  doctor: () => import('./doctor/command.ts').then(({ doctorCommand }) => doctorCommand),
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
    const isKnown = error instanceof UsageError || error instanceof StackError;
    // citty's own error for an unknown command or option.
    const isUsage = error instanceof Error && error.name === 'CLIError';
    console.error(isKnown || isUsage ? `\n${pc.red('✗')} ${error.message}\n` : error);
    process.exitCode = isKnown ? error.exitCode : 1;
  }
}
