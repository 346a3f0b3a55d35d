import { currentDirectoryLocation, type Directory, openDirectory } from '@repo/directory';
import { migrate } from './migrate.ts';

type Location = Parameters<typeof openDirectory>[0];

/**
 * Opens the database with the tables of the mirror and of the apps, at the present schema.
 *
 * @throws {DirectoryError} As `openDirectory`.
 */
export async function openData(location: Location): Promise<Directory> {
  const opened = await openDirectory(location, { migrate: false });
  try {
    await migrate(opened.db);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return opened;
}

// Kept on the process: pages, actions and routes are bundles of their own, and a development server evaluates a module again after
// every change. An embedded database has one owner, and a PostgreSQL gets one pool per process.
const OPEN = Symbol.for('@repo/data: the open database of this process');
const holder: typeof globalThis & { [OPEN]?: Promise<Directory> | undefined } = globalThis;

/**
 * The database of this process, opened by the first caller.
 *
 * @param afterOpening Runs once, before the first caller gets the database.
 * @throws {DirectoryError} As `openData`; the next caller tries again.
 */
export function currentData(afterOpening?: (opened: Directory) => Promise<void>): Promise<Directory> {
  holder[OPEN] ??= open(afterOpening);
  return holder[OPEN];
}

async function open(afterOpening: (opened: Directory) => Promise<void> = async () => {}): Promise<Directory> {
  try {
    const opened = await openData(currentDirectoryLocation());
    await afterOpening(opened);
    return opened;
  } catch (error) {
    holder[OPEN] = undefined;
    throw error;
  }
}
