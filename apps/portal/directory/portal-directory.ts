import 'server-only';
import { currentDirectoryLocation, type Directory, openDirectory } from '@repo/directory';

// On the process: a development server evaluates a module anew after every change, and an embedded database has one owner.
const OPEN = Symbol.for('portal: the open directory');
const holder: typeof globalThis & { [OPEN]?: Promise<Directory> | undefined } = globalThis;

/**
 * The mirror of Clerk's people and organizations, opened by whoever asks first: DATABASE_URL, else embedded in `.directory`.
 *
 * @throws {DirectoryError} as `openDirectory`; the next caller tries again.
 */
export function portalDirectory(): Promise<Directory> {
  holder[OPEN] ??= open();
  return holder[OPEN];
}

async function open(): Promise<Directory> {
  try {
    return await openDirectory(currentDirectoryLocation());
  } catch (error) {
    holder[OPEN] = undefined;
    throw error;
  }
}
