import 'server-only';
import {
  currentClerkKeys,
  currentDirectoryLocation,
  type Directory,
  fillEmpty,
  openDirectory,
} from '@repo/directory';

// Kept on the process: a development server evaluates a module again after every change, and an embedded database has one owner.
const OPEN = Symbol.for('portal: the open directory');
const holder: typeof globalThis & { [OPEN]?: Promise<Directory> | undefined } = globalThis;

/** The first request waits this long at most; a larger instance is filled by `pnpm sso directory sync`. */
const FILL_WITHIN_MS = 20_000;

/**
 * The mirror of Clerk's users and organizations, opened by the first caller: DATABASE_URL, or embedded in `.directory`,
 * which is filled from Clerk at its first start.
 *
 * @throws {DirectoryError} as `openDirectory`; the next caller tries again.
 */
export function portalDirectory(): Promise<Directory> {
  holder[OPEN] ??= open();
  return holder[OPEN];
}

async function open(): Promise<Directory> {
  try {
    const directory = await openDirectory(currentDirectoryLocation());
    if (directory.engine === 'pglite') await fill(directory);
    return directory;
  } catch (error) {
    holder[OPEN] = undefined;
    throw error;
  }
}

async function fill(directory: Directory): Promise<void> {
  const clerk = currentClerkKeys();
  if (!clerk) return;
  try {
    await fillEmpty(directory, clerk, { withinMs: FILL_WITHIN_MS });
  } catch (error) {
    // The mirror also works unfilled: it contains everything that happens from now on.
    console.error('[portal] The directory is not filled yet. Run: pnpm sso directory sync --resume.', error);
  }
}
