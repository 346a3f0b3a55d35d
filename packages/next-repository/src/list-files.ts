import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Folders with installed or built files, never with sources. */
const SKIPPED: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.next',
  '.turbo',
  '.vercel',
  'dist',
  'build',
  'out',
  'coverage',
]);

export interface FileList {
  /** Relative to the root, with `/`, sorted. */
  readonly files: readonly string[];
  /** Whether they are from git. */
  readonly hasGit: boolean;
}

/**
 * Lists the files of a repository: those that git tracks or would track; without git, those on the disk.
 *
 * @param root Absolute path of an existing folder; it may be a folder inside a repository.
 */
export function listFiles(root: string): FileList {
  const byGit = listByGit(root);
  return { files: (byGit ?? walk(root, root)).filter(isSource).toSorted(), hasGit: byGit !== undefined };
}

function isSource(file: string): boolean {
  return !file.split('/').some((part) => SKIPPED.has(part));
}

function listByGit(root: string): readonly string[] | undefined {
  try {
    const output = execFileSync('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const files = output.split('\0').filter((file) => file !== '');
    // A folder that git ignores is listed as empty, such as one for experiments inside another repository.
    return files.length > 0 ? files : undefined;
  } catch {
    return undefined;
  }
}

function walk(root: string, directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
}
