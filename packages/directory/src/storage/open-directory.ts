import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import type { DirectoryLocation } from '../env.ts';
import { DirectoryError } from '../errors.ts';
import { claimDataDirectory } from './claim-data-directory.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import * as schema from './schema.ts';

/** An open mirror. */
export interface Directory {
  readonly db: Database;
  readonly engine: 'postgres' | 'pglite';
  /** Waits for running queries, then closes the connections. */
  close(): Promise<void>;
}

export interface OpenDirectoryOptions {
  /** Bring the tables to the present schema first. Default true. */
  readonly migrate?: boolean;
  /** Connections to a PostgreSQL, >= 1, default 4. An embedded one has a single one. */
  readonly maxConnections?: number;
}

/**
 * Opens the mirror and brings its tables to the present schema.
 *
 * @param location As `readDirectoryLocation(process.env)` says.
 * @throws {DirectoryError} `data_directory_in_use`, `database_unreachable`.
 * @example const directory = await openDirectory(readDirectoryLocation(process.env))
 */
export async function openDirectory(
  location: DirectoryLocation,
  { migrate: isMigrating = true, maxConnections = 4 }: OpenDirectoryOptions = {},
): Promise<Directory> {
  const directory =
    location.engine === 'postgres' || location.engine === 'served'
      ? await openPostgres(location, maxConnections)
      : await openPglite(location.engine === 'pglite' ? location.dataDir : undefined);
  try {
    if (isMigrating) await migrate(directory.db);
  } catch (error) {
    await directory.close();
    throw error;
  }
  return directory;
}

async function openPostgres(
  { url, engine }: { readonly url: string; readonly engine: 'postgres' | 'served' },
  max: number,
): Promise<Directory> {
  // Loaded only by processes that use this engine.
  const { Pool } = await import('pg');
  const pool = new Pool({ connectionString: url, max, connectionTimeoutMillis: 10_000 });
  // The next query replaces an idle connection that broke. Without a listener the event would end the process.
  pool.on('error', () => {});
  try {
    (await pool.connect()).release();
  } catch (error) {
    await pool.end();
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new DirectoryError('database_unreachable', `The database of DATABASE_URL does not answer${code}.`);
  }
  return {
    db: drizzlePostgres({ client: pool, schema, casing: 'snake_case' }),
    engine: engine === 'served' ? 'pglite' : 'postgres',
    close: () => pool.end(),
  };
}

async function openPglite(dataDir: string | undefined): Promise<Directory> {
  const release = dataDir === undefined ? () => {} : claimDataDirectory(dataDir);
  try {
    const { PGlite } = await import('@electric-sql/pglite');
    const client = await PGlite.create(dataDir ?? 'memory://');
    return {
      db: drizzlePglite({ client, schema, casing: 'snake_case' }),
      engine: 'pglite',
      close: () => client.close().finally(release),
    };
  } catch (error) {
    release();
    throw error;
  }
}
