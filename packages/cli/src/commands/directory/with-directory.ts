import { join, resolve } from 'node:path';
import { openData } from '@repo/data';
import {
  type Directory,
  type DirectoryLocation,
  type OpenDirectoryOptions,
  openDirectory,
  readDirectoryLocation,
} from '@repo/directory';
import { readHostedKeys } from '@repo/stack/hosted-keys';
import { appDirectory, ROOT, STATE_DIR } from '@repo/stack/repository';

type Env = Readonly<Record<string, string | undefined>>;

/** `.env.local` at the repository's root. */
export const ENV_FILE = join(ROOT, '.env.local');

/**
 * Finds portal's mirror, as portal does with the same environment: DATABASE_URL, DIRECTORY_DATA_DIR, else beside the local
 * Clerk's state; with keys of a hosted instance `apps/portal/.directory`.
 *
 * @param infoFile Of `sso stack`, whose apps do not read `.env.local`.
 * @throws {DirectoryError} `invalid_database_url`, `missing_database_url`. {StackError} `incomplete_keys`.
 */
function locateDirectory(env: Env, infoFile: string | undefined): DirectoryLocation {
  const hosted = infoFile === undefined ? readHostedKeys(env, ENV_FILE) : null;
  const dataDir = hosted ? undefined : join(STATE_DIR, 'directory');
  const location = readDirectoryLocation({ ...env, ...hosted }, dataDir);
  if (location.engine !== 'pglite') return location;
  return { engine: 'pglite', dataDir: resolve(appDirectory('portal'), location.dataDir) };
}

/**
 * Opens portal's mirror, works with it and closes it.
 *
 * @throws {DirectoryError}
 */
export async function withDirectory<Result>(
  infoFile: string | undefined,
  options: OpenDirectoryOptions,
  work: (directory: Directory, location: DirectoryLocation) => Promise<Result>,
): Promise<Result> {
  const location = locateDirectory(process.env, infoFile);
  const directory = await (options.migrate === false ? openDirectory(location, options) : openData(location));
  try {
    return await work(directory, location);
  } finally {
    await directory.close();
  }
}

/** The location for people and logs. The address of a database is not shown: it may hold a password. */
export function describeLocation(location: DirectoryLocation): string {
  return location.engine === 'pglite' ? location.dataDir : 'the PostgreSQL of DATABASE_URL';
}
