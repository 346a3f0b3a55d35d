import { LOCK_FORMATS, type LockFormat, type LockLookUp } from './lock-file.ts';

/** A lock file of the repository. */
export interface LockFile extends Pick<LockFormat, 'file' | 'install'> {
  /** Its folder, relative to the root. */
  readonly directory: string;
  /** undefined: it cannot be read. */
  readonly look: LockLookUp | undefined;
}

/** Finds the lock file that decides for a folder: the nearest one in it or above it. */
export type LockFinder = (directory: string) => LockFile | undefined;

/**
 * Reads the lock files of a repository, each when it is first asked.
 *
 * @param files Of the repository, relative to its root.
 */
export function createLockFinder(
  files: readonly string[],
  read: (file: string) => string | undefined,
): LockFinder {
  const present = new Set(files.filter((file) => FILES.test(file)));
  const known = new Map<string, LockFile | undefined>();
  const find = (directory: string): LockFile | undefined => {
    const prefix = directory === '' ? '' : `${directory}/`;
    const format = LOCK_FORMATS.find(({ file }) => present.has(prefix + file));
    if (format) {
      const file = prefix + format.file;
      return { file, install: format.install, directory, look: format.read(read(file) ?? '') };
    }
    return directory === '' ? undefined : findLock(directory.split('/').slice(0, -1).join('/'));
  };
  const findLock: LockFinder = (directory) => {
    if (!known.has(directory)) known.set(directory, find(directory));
    return known.get(directory);
  };
  return findLock;
}

const FILES = new RegExp(
  `(?:^|/)(?:${LOCK_FORMATS.map(({ file }) => file.replaceAll('.', '\\.')).join('|')})$`,
);
