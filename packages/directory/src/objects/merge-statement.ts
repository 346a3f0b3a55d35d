import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import { toSnakeCase } from 'drizzle-orm/casing';
import { z } from 'zod';
import type { ObjectChange } from '../events/read-change.ts';
import type { Database } from '../storage/database.ts';
import { memberships, organizations, sessions, users } from '../storage/schema.ts';
import type { ObjectKind } from './mirrored-objects.ts';

/** Where each kind is kept. */
export const TABLES = {
  user: users,
  organization: organizations,
  membership: memberships,
  session: sessions,
};

/**
 * The statement that writes rows of one kind where they are newer than what is there, and answers their ids.
 * "Newer" is a total order and the largest stays, so the outcome of any set of events is the same in any order, any number
 * of times; PostgreSQL locks a row before it compares, so this holds for concurrent writers, too.
 *
 * @param rows SQL of the rows: `select * from …` with the columns of the table.
 * @source PostgreSQL documentation, INSERT, "ON CONFLICT DO UPDATE"; "Read Committed Isolation Level" (the condition sees
 *   the latest row).
 */
export function mergeStatement(kind: ObjectKind, rows: SQL): SQL {
  const table = TABLES[kind];
  const set = Object.keys(getTableColumns(table))
    .filter((name) => name !== 'id')
    .map((name) => sql`${sql.identifier(toSnakeCase(name))} = excluded.${sql.identifier(toSnakeCase(name))}`);
  return sql`insert into ${table} as present ${rows}
    on conflict (id) do update set ${sql.join(set, sql`, `)}
    where ${orderOf('excluded')} > ${orderOf('present')}
    returning present.id`;
}

/**
 * Writes what is known of some objects of one kind, where nothing newer is there already. A deletion erases all but the id.
 *
 * @param db Or a transaction in it.
 * @param changes At most one for each object.
 * @returns How many rows changed.
 */
export async function mergeChanges(
  db: Database,
  kind: ObjectKind,
  changes: readonly ObjectChange[],
): Promise<number> {
  if (changes.length === 0) return 0;
  return answer.parse(await db.execute(mergeStatement(kind, recordsOf(kind, changes)))).rows.length;
}

const answer = z.object({ rows: z.array(z.object({ id: z.string() })) });

/** SQL of one row or many as records of the kind's table. A column that the JSON does not name is null. */
export function recordsOf(kind: ObjectKind, changes: readonly ObjectChange[]): SQL {
  const json = JSON.stringify(changes.map(toRecord));
  return sql`select record.* from jsonb_populate_recordset(null::${TABLES[kind]}, ${json}::jsonb) as record`;
}

/** Deleted before alive, then by the version; see `schema.ts`. "C": by code points, on every server. */
function orderOf(row: 'excluded' | 'present'): SQL {
  const name = sql.raw(row);
  return sql`(${name}.deleted_at_ms is not null, ${name}.version_ms, ${name}.event_at_ms, ${name}.event_tie collate "C")`;
}

function toRecord({ id, row, version }: ObjectChange): Record<string, unknown> {
  const entries = Object.entries({ ...row, ...version, id });
  return Object.fromEntries(entries.map(([name, value]) => [toSnakeCase(name), value]));
}
