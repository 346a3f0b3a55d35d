import { readFile, writeFile } from 'node:fs/promises';
import { CommandError } from '../command-error.ts';
import type { AppEnvironment } from './build-environment.ts';
import { updateEnvText } from './env-lines.ts';

/**
 * Adds or updates the variables in an env file and leaves every other line. A new file is for its owner only (mode 0600).
 *
 * @throws {CommandError} `env_file_unwritable`.
 */
export async function writeEnvFile(file: string, variables: AppEnvironment): Promise<void> {
  try {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const next = updateEnvText(text, variables);
    // Development servers watch the file: without a change they must not restart.
    if (next !== text) await writeFile(file, next, { mode: 0o600 });
  } catch (cause) {
    throw new CommandError('env_file_unwritable', `${file} cannot be written.`, { cause });
  }
}
