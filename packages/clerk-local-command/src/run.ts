import { stripVTControlCharacters } from 'node:util';
import { GatewayError } from '@repo/gateway';
import { defineCommand, renderUsage, runCommand } from 'citty';
import { LocalClerkError } from 'clerk-local';
import { CommandError } from './command-error.ts';
import { initCommand } from './init/command.ts';
import { createStartCommand, START_ARGS } from './start/command.ts';

/** What was begun while the program was being loaded. */
export interface EarlyWork {
  /** See `beginSigningKey`. */
  readonly signingKeyPem: Promise<string> | undefined;
}

/** Runs one command line. Its exit code is 2 where it was wrong, 1 where something else went wrong, and else 0. */
export async function run(rawArgs: readonly string[], early: EarlyWork): Promise<void> {
  const startCommand = createStartCommand(early.signingKeyPem);
  const main = defineCommand({
    meta: {
      name: 'clerk-local',
      description: 'A Clerk on this machine, with an address for each of your apps',
    },
    // Those of `start`, which runs where no command is named.
    args: START_ARGS,
    subCommands: { start: startCommand, init: initCommand },
  });
  if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h')) {
    const isInit = rawArgs[0] === 'init';
    const usage = isInit ? await renderUsage(initCommand, main) : await renderUsage(main);
    process.stdout.write(`${process.stdout.isTTY ? usage : stripVTControlCharacters(usage)}\n`);
    return;
  }
  try {
    // citty would take the value of a misspelt option for a command.
    const command = rawArgs[0]?.startsWith('-') ? startCommand : main;
    await runCommand(command, { rawArgs: [...rawArgs] });
  } catch (error) {
    process.stderr.write(`${describe(error)}\n`);
    process.exitCode = isUsage(error) ? 2 : 1;
  }
}

function describe(error: unknown): string {
  const isKnown =
    error instanceof CommandError ||
    error instanceof LocalClerkError ||
    error instanceof GatewayError ||
    isUsage(error);
  return isKnown && error instanceof Error ? `clerk-local: ${error.message}` : String(detailOf(error));
}

function detailOf(error: unknown): unknown {
  return error instanceof Error ? (error.stack ?? error) : error;
}

/** citty names its own errors so: an unknown command. */
function isUsage(error: unknown): boolean {
  if (error instanceof CommandError) return error.code === 'option_unknown';
  return error instanceof Error && error.name === 'CLIError';
}
