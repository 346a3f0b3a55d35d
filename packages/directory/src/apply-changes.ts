import { z } from 'zod';
import type { Database } from './database.ts';
import { mergeStatement, recordsOf } from './merge-statement.ts';
import type { ObjectKind } from './mirrored-objects.ts';
import type { ObjectChange } from './read-change.ts';

const answer = z.object({ rows: z.array(z.object({ id: z.string() })) });

/**
 * Writes what is known of some objects of one kind, where nothing newer is there already. A deletion erases all but the id.
 *
 * @param db Or a transaction in it.
 * @param changes At most one for each object.
 * @returns How many rows changed.
 */
export async function applyChanges(
  db: Database,
  kind: ObjectKind,
  changes: readonly ObjectChange[],
): Promise<number> {
  if (changes.length === 0) return 0;
  return answer.parse(await db.execute(mergeStatement(kind, recordsOf(kind, changes)))).rows.length;
}
