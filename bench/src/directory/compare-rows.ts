import { isDeepStrictEqual } from 'node:util';
import type { Directory } from '@repo/directory';
import { memberships, organizations, receivedEvents, sessions, users } from '@repo/directory/schema';
import { KINDS, type Kind } from './clerk-object.ts';
import type { History } from './history.ts';

type Row = Readonly<Record<string, unknown>>;

export interface Comparison {
  readonly isEqual: boolean;
  readonly rows: number;
  /** Ids of objects whose row is wrong, missing or too much, and of deliveries that are missing or were never sent. At most 10. */
  readonly wrong: readonly string[];
}

const TABLES = { user: users, organization: organizations, membership: memberships, session: sessions };

/** Compares everything in the mirror with what is true. */
export async function compareDirectory(
  { db }: Directory,
  { truth, ids }: Pick<History, 'truth' | 'ids'>,
): Promise<Comparison> {
  const wrong: string[] = [];
  let rows = 0;
  for (const kind of KINDS) {
    const found: readonly Row[] = await db.select().from(TABLES[kind]);
    rows += found.length;
    wrong.push(...compareRows(kind, found, truth[kind]));
  }
  const events = await db
    .select({ id: receivedEvents.id, payload: receivedEvents.payload })
    .from(receivedEvents);
  const known = new Set(events.map(({ id }) => id));
  wrong.push(...[...ids].filter((id) => !known.has(id)));
  // A payload is there only where an event was not understood.
  wrong.push(...events.filter(({ id, payload }) => !ids.has(id) || payload !== null).map(({ id }) => id));
  return { isEqual: wrong.length === 0, rows, wrong: wrong.slice(0, 10) };
}

/**
 * @returns ids of rows that differ, are missing or too much. The tie is the mirror's own and not compared.
 * @internal Exported for its test.
 */
export function compareRows(kind: Kind, found: readonly Row[], expected: readonly Row[]): readonly string[] {
  const byId = new Map(found.map(({ eventTie: _, ...row }) => [row.id, row]));
  const wrong = expected
    .filter((row) => !isDeepStrictEqual(byId.get(row.id), row))
    .map(({ id }) => String(id));
  const known = new Set(expected.map(({ id }) => id));
  const extra = [...byId.keys()].filter((id) => !known.has(id)).map((id) => `${kind} ${id}`);
  return [...wrong, ...extra];
}
