import { gitOutput } from '../git-output.ts';

/**
 * Reads which files of a folder have uncommitted changes.
 *
 * @param root Absolute.
 * @returns Paths relative to the folder; null outside git, and where git ignores the folder: nothing there could be undone.
 */
export function readUncommitted(root: string): readonly string[] | null {
  const status = gitOutput(
    root,
    'status',
    '--porcelain',
    '--no-renames',
    '-z',
    '--untracked-files=all',
    '--',
    '.',
  );
  const known = gitOutput(
    root,
    'ls-files',
    '--cached',
    '--others',
    '--exclude-standard',
    '-z',
    '--',
    'package.json',
  );
  if (status === undefined || !known) return null;
  const prefix = gitOutput(root, 'rev-parse', '--show-prefix')?.trim() ?? '';
  return status
    .split('\0')
    .filter(Boolean)
    .map((line) => line.slice(3 + prefix.length));
}
