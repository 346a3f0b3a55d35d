import { accessSync, closeSync, constants, existsSync, lstatSync, openSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { CopyError } from './errors.ts';

/**
 * Checks that files can be written, before the first one is.
 *
 * @param root Absolute.
 * @param paths Relative to it.
 * @throws {CopyError} `target_unwritable`: the first file or folder that is read-only, no file, or outside of the target.
 */
export function assertWritable(root: string, paths: readonly string[]): void {
  for (const path of paths) {
    try {
      assertPath(root, path);
    } catch (error) {
      throw error instanceof CopyError ? error : unwritable(path, error, 'Nothing was changed.');
    }
  }
}

/** The error for a file that cannot be written. */
export function unwritable(path: string, cause: unknown, state: string): CopyError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new CopyError(
    'target_unwritable',
    `${path} cannot be written: ${reason}. ${state} Give your user the right to write there, and repeat.`,
    { cause },
  );
}

function assertPath(root: string, path: string): void {
  const file = join(root, path);
  if (!existsSync(file) && lstatSync(file, { throwIfNoEntry: false }))
    throw new Error('it is a link that leads nowhere');
  const existing = nearest(file);
  const real = realpathSync(existing);
  const realRoot = realpathSync(root);
  if (real !== realRoot && !real.startsWith(`${realRoot}${sep}`)) {
    const message = `${path} leads out of the target, to ${real}. Nothing was changed. Only files inside the target are written.`;
    throw new CopyError('target_unwritable', message);
  }
  if (existing !== file) {
    accessSync(existing, constants.W_OK | constants.X_OK);
    if (!lstatSync(real).isDirectory()) throw new Error(`${existing.slice(root.length + 1)} is no folder`);
    return;
  }
  if (!lstatSync(real).isFile()) throw new Error('it is no file');
  // Unlike access(), which asks for the user who started the process, this asks for the one it runs as. It changes nothing.
  closeSync(openSync(file, 'r+'));
}

/** The file, or the nearest folder above it that exists. */
function nearest(file: string): string {
  return existsSync(file) ? file : nearest(dirname(file));
}
