import { and, isNull, lt } from 'drizzle-orm';
import type { Database } from '../storage/database.ts';
import { receivedEvents } from '../storage/schema.ts';

/**
 * How long the id of a delivery is kept: 30 days. Clerk delivers again for about 28 hours. An older event that is replayed by
 * hand changes nothing: it never overwrites a newer state, and a deleted object stays deleted.
 */
export const EVENT_RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Removes the ids of deliveries that arrived before the retention began. Events that were not understood stay: their content
 * is in no other table. The ids of deleted objects stay for good, too. `pnpm sso directory sync` calls this at its end.
 *
 * @param olderThanMs Unix milliseconds.
 * @returns How many were removed.
 */
export async function removeOldEvents(
  db: Database,
  olderThanMs: number = Date.now() - EVENT_RETENTION_MS,
): Promise<number> {
  const removed = await db
    .delete(receivedEvents)
    .where(and(lt(receivedEvents.receivedAtMs, olderThanMs), isNull(receivedEvents.payload)))
    .returning({ id: receivedEvents.id });
  return removed.length;
}
