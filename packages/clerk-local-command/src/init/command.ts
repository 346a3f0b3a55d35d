import { writeFile } from 'node:fs/promises';
import type { ArgsDef, CommandDef } from 'citty';
import { CommandError } from '../command-error.ts';
import { readArguments } from '../read-arguments.ts';
import { EXAMPLE_TYPESCRIPT, EXAMPLE_YAML } from './example-seed.ts';

const DEFAULT_FILE = 'clerk-local.seed.yaml';

const INIT_ARGS = {
  file: {
    type: 'positional',
    required: false,
    description: `File to write, .yaml or .ts (default: ${DEFAULT_FILE})`,
  },
  force: { type: 'boolean', description: 'Replace a file that exists' },
} as const satisfies ArgsDef;

/** `clerk-local init`: a seed file to begin with. */
export const initCommand: CommandDef = {
  meta: { name: 'init', description: 'Write a seed file to begin with' },
  args: INIT_ARGS,
  async run({ rawArgs }) {
    const { _: [file = DEFAULT_FILE, ...others] = [], force } = readArguments(rawArgs, INIT_ARGS);
    if (others.length > 0) throw new CommandError('option_unknown', `Unexpected argument '${others[0]}'.`);
    await writeSeed(file, force !== undefined);
    process.stdout.write(`${file} is written. Start with it: clerk-local --app web=3000 --seed ${file}\n`);
  },
};

/** @throws {CommandError} `file_exists`; `file_unwritable`: another kind of file, or a folder that is not there. */
async function writeSeed(file: string, isForced: boolean): Promise<void> {
  const isYaml = /\.ya?ml$/.test(file);
  if (!isYaml && !/\.m?ts$/.test(file))
    throw new CommandError('file_unwritable', `${file} is no kind of seed.`);
  try {
    await writeFile(file, isYaml ? EXAMPLE_YAML : EXAMPLE_TYPESCRIPT, { flag: isForced ? 'w' : 'wx' });
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    if (isThere) throw new CommandError('file_exists', `${file} exists.`, { cause });
    throw new CommandError('file_unwritable', `${file} cannot be written.`, { cause });
  }
}
