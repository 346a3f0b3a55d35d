import { execFileSync } from 'node:child_process';

/**
 * Runs git and returns what it prints.
 *
 * @param directory Where it runs.
 * @returns undefined outside a repository, or without git.
 */
export function gitOutput(directory: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}
