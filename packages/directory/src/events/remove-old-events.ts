import { and, isNull, lt } from 'drizzle-orm';
import type { Database } from '../storage/database.ts';
import { receivedEvents } from '../storage/schema.ts';

/**
 * How long the id of a delivery is remembered: 30 days. Clerk delivers again for about 28 hours, and whoever replays an older
 * event by hand changes nothing either, because an older event never overwrites a newer state and what was deleted stays so.
 */
export const EVENT_RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Forgets the ids of deliveries that arrived before the retention began. Events that were not understood stay: their content
 * is in no other table. The ids of deleted objects stay for good, too. `pnpm sso directory sync` calls this at its end.
 *
 * @param olderThanMs Unix milliseconds.
 * @returns How many were forgotten.
 */
export async function forgetEvents(
  db: Database,
  olderThanMs: number = Date.now() - EVENT_RETENTION_MS,
): Promise<number> {
  const forgotten = await db
    .delete(receivedEvents)
    .where(and(lt(receivedEvents.receivedAtMs, olderThanMs), isNull(receivedEvents.payload)))
    .returning({ id: receivedEvents.id });
  return forgotten.length;
}
