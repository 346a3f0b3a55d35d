import { DirectoryError } from './errors.ts';
import type { ClerkKeys } from './sync/clerk-listing.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the mirror is kept. */
export type DirectoryLocation =
  /** A PostgreSQL: any number of processes. */
  | { readonly engine: 'postgres'; readonly url: string }
  /** Files of an embedded PostgreSQL, which belong to one process at a time. */
  | { readonly engine: 'pglite'; readonly dataDir: string }
  /** An embedded PostgreSQL that another process of this machine serves: see `servePglite`. */
  | { readonly engine: 'served'; readonly url: string }
  /** An embedded PostgreSQL in memory, gone with the process. For tests. */
  | { readonly engine: 'memory' };

/** How this process reaches Clerk's Backend API; undefined without CLERK_SECRET_KEY. */
export function currentClerkKeys(): ClerkKeys | undefined {
  const { CLERK_SECRET_KEY: secretKey, CLERK_API_URL: apiUrl } = process.env;
  return secretKey ? { secretKey, apiUrl } : undefined;
}

/** `readDirectoryLocation` of this process. */
export function currentDirectoryLocation(): DirectoryLocation {
  return readDirectoryLocation(process.env);
}

/**
 * Reads where the mirror is kept: DATABASE_URL, else what the stack serves (DIRECTORY_SERVED_URL), else the folder DIRECTORY_DATA_DIR, else `dataDir`.
 * DIRECTORY_DATA_DIR=memory keeps it in memory, for tests.
 *
 * @param dataDir The folder when neither variable is set; default `.directory` in the working directory.
 * @throws {DirectoryError} `missing_database_url`: on Vercel without DATABASE_URL. `invalid_database_url`.
 */
export function readDirectoryLocation(env: Env, dataDir = '.directory'): DirectoryLocation {
  const url = env.DATABASE_URL;
  if (url) {
    if (!/^postgres(ql)?:\/\/./.test(url)) {
      throw new DirectoryError('invalid_database_url', 'DATABASE_URL is no address of a PostgreSQL.');
    }
    return { engine: 'postgres', url };
  }
  if (env.VERCEL === '1') throw new DirectoryError('missing_database_url', 'DATABASE_URL is not set.');
  if (env.DIRECTORY_SERVED_URL) return { engine: 'served', url: env.DIRECTORY_SERVED_URL };
  if (env.DIRECTORY_DATA_DIR === 'memory') return { engine: 'memory' };
  return { engine: 'pglite', dataDir: env.DIRECTORY_DATA_DIR || dataDir };
}

/** Folders in which programs are looked for, as the system writes them. */
export function readSearchPath(): string {
  return process.env.PATH ?? '';
}
