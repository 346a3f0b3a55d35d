import 'server-only';
import { currentData } from '@repo/data';
import { currentClerkKeys, type Directory, fillEmpty } from '@repo/directory';

/** The first request waits this long at most; a larger instance is filled by `pnpm sso directory sync`. */
const FILL_WITHIN_MS = 20_000;

/**
 * The database: the mirror of Clerk's users and organizations, and the customers' tickets and contracts. An embedded one is filled
 * from Clerk at its first start.
 *
 * @throws {DirectoryError} as `currentData`; the next caller tries again.
 */
export function portalDatabase(): Promise<Directory> {
  return currentData(async (opened) => {
    if (opened.engine === 'pglite') await fill(opened);
  });
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
