import 'server-only';
import {
  currentClerkKeys,
  currentDirectoryLocation,
  type Directory,
  fillEmpty,
  openDirectory,
} from '@repo/directory';

// On the process: a development server evaluates a module anew after every change, and an embedded database has one owner.
const OPEN = Symbol.for('portal: the open directory');
const holder: typeof globalThis & { [OPEN]?: Promise<Directory> | undefined } = globalThis;

/** Whoever opens the first page waits for it; more people than this takes are a matter for `pnpm sso directory sync`. */
const FILL_WITHIN_MS = 20_000;

/**
 * The mirror of Clerk's people and organizations, opened by whoever asks first: DATABASE_URL, else embedded in `.directory`,
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
    // The mirror works without: it knows of whatever happens from now on.
    console.error('[portal] The directory is not filled yet. Run: pnpm sso directory sync --resume.', error);
  }
}
