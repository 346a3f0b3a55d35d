import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations.generated.ts';

const RECORDED_IN = 'directory_migrations';
/** Any number that nothing else in the database locks. */
const LOCK = 5_276_304_119;

/** A step of a schema's history. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** Brings the mirror's tables to the present schema; see `applyMigrations`. */
export function migrate(db: Database): Promise<readonly string[]> {
  return applyMigrations(db, { recordedIn: RECORDED_IN, migrations: MIGRATIONS });
}

/**
 * Brings tables to the present schema. Safe to call at every start, by several processes at one time, and to break off:
 * everything happens in one transaction, one process after the other.
 *
 * @param recordedIn PostgreSQL schema for the names of those that were applied; written in code, never input.
 * @param migrations Oldest first.
 * @returns The names of the migrations it applied, oldest first; empty: there was nothing to do.
 */
export function applyMigrations(
  db: Database,
  { recordedIn, migrations }: { readonly recordedIn: string; readonly migrations: readonly Migration[] },
): Promise<readonly string[]> {
  const schema = sql.identifier(recordedIn);
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`);
    await tx.execute(sql`create schema if not exists ${schema}`);
    await tx.execute(
      sql`create table if not exists ${schema}.applied (name text primary key, at timestamptz not null default now())`,
    );
    const applied = await readApplied(tx, recordedIn);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const { name, statements } of missing) {
      for (const statement of statements) await tx.execute(sql.raw(statement));
      await tx.execute(sql`insert into ${schema}.applied (name) values (${name})`);
    }
    return missing.map(({ name }) => name);
  });
}

/** Names of the migrations that the database lacks, oldest first. Changes nothing. */
export async function findMissingMigrations(db: Database): Promise<readonly string[]> {
  const answer = await db.execute(
    sql`select to_regclass('directory_migrations.applied') is not null as found`,
  );
  const isThere = found.parse(answer).rows[0]?.found;
  const applied = isThere ? await readApplied(db, RECORDED_IN) : new Set<string>();
  return MIGRATIONS.map(({ name }) => name).filter((name) => !applied.has(name));
}

const found = z.object({ rows: z.array(z.object({ found: z.boolean() })) });

async function readApplied(tx: Database, recordedIn: string): Promise<ReadonlySet<string>> {
  const rows = await tx.select({ name: sql<string>`name` }).from(sql`${sql.identifier(recordedIn)}.applied`);
  return new Set(rows.map(({ name }) => name));
}
