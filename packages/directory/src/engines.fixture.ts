import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { type Directory, type OpenDirectoryOptions, openDirectory } from './open-directory.ts';
import {
  memberships,
  organizations,
  receivedEvents,
  sessions,
  syncSeen,
  syncState,
  users,
} from './schema.ts';
import { startTemporaryPostgres, type TemporaryPostgres } from './temporary-postgres.ts';

/** One engine under test. Usable in tests and their hooks, not while they are declared. */
export interface Engine {
  readonly name: 'pglite' | 'postgres';
  /** The one that the tests share; empty when a test begins. */
  directory(): Directory;
  /** A database of its own, without tables. The caller closes it. */
  openEmpty(): Promise<Directory>;
  /** One more way into the shared database. The caller closes it. Not with the embedded engine, which has one only. */
  openSecond(options?: OpenDirectoryOptions): Promise<Directory>;
}

/** Declares the same tests for the embedded engine and for a PostgreSQL; without one, they are skipped and say what is missing. */
export function onEachEngine(declare: (engine: Engine) => void): void {
  describe('on PGlite', () => declareOn('pglite', declare));
  describe('on PostgreSQL', () => declareOn('postgres', declare));
}

/** For what only several processes can do. */
export function onPostgres(declare: (engine: Engine) => void): void {
  describe('on PostgreSQL', () => declareOn('postgres', declare));
}

function declareOn(name: Engine['name'], declare: (engine: Engine) => void): void {
  let server: TemporaryPostgres | undefined;
  let reason: string | undefined;
  let shared: Directory | undefined;
  let databases = 0;
  const openDatabase = async (options: OpenDirectoryOptions): Promise<Directory> => {
    if (!server) return openDirectory({ engine: 'memory' }, options);
    databases += 1;
    const database = `test_${databases}`;
    await required(shared).db.execute(sql.raw(`create database ${database}`));
    return openDirectory({ engine: 'postgres', url: server.url(database) }, options);
  };
  beforeAll(async () => {
    if (name === 'postgres') {
      const started = await startTemporaryPostgres();
      if ('reason' in started) reason = started.reason;
      else server = started;
    }
    if (server) shared = await openDirectory({ engine: 'postgres', url: server.url() });
    else if (reason === undefined) shared = await openDirectory({ engine: 'memory' });
  }, 60_000);
  afterAll(async () => {
    await shared?.close();
    await server?.close();
  });
  beforeEach(async (context) => {
    if (reason !== undefined) context.skip(reason);
    await empty(required(shared));
  });
  declare({
    name,
    directory: () => required(shared),
    openEmpty: () => openDatabase({ migrate: false }),
    openSecond: (options = {}) =>
      openDirectory({ engine: 'postgres', url: required(server).url() }, { maxConnections: 1, ...options }),
  });
}

/** Removes every row. */
export async function empty({ db }: Directory): Promise<void> {
  await db.execute(
    sql`truncate ${users}, ${organizations}, ${memberships}, ${sessions}, ${receivedEvents}, ${syncState}, ${syncSeen}`,
  );
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('The engine is there while tests run only.');
  return value;
}
