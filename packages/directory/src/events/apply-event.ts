import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { mergeStatement, recordsOf } from '../objects/merge-statement.ts';
import type { Database } from '../storage/database.ts';
import { receivedEvents } from '../storage/schema.ts';
import { type DeliveredEvent, readChange } from './read-change.ts';

export type { DeliveredEvent } from './read-change.ts';

/**
 * What a delivery changed. `applied`: the object is now as the event says. `stale`: a newer state was stored already.
 * `duplicate`: this event was processed before. `noted`: nothing of its type is mirrored. `kept`: not understood, stored as is.
 */
export type ApplyOutcome = 'applied' | 'stale' | 'duplicate' | 'noted' | 'kept';

/**
 * Processes one webhook delivery. Deliveries may come twice, in any order and through several processes at one time, and any
 * process may be killed at any moment: once every event has been processed, the tables are the same.
 * The event's id and what it changes are written by one statement: both or neither, and in the caller's
 * transaction where `db` is one.
 *
 * @param db Or a transaction in it.
 * @param event The caller need not check it: an object in an unknown form is kept, not refused.
 * @param nowMs Unix milliseconds; default the system's clock.
 * @throws The database's own error when it cannot be reached. Nothing was written then; deliver again.
 * @example onEvent: (event, delivery) => applyEvent(db, { ...delivery, type: event.type, data: event.data })
 */
export async function applyEvent(
  db: Database,
  event: DeliveredEvent,
  nowMs: number = Date.now(),
): Promise<ApplyOutcome> {
  const reading = readChange(event);
  // Of two deliveries of one event at one time the second waits at this insert until the first is decided.
  const fresh = sql`insert into ${receivedEvents} (id, type, event_at_ms, received_at_ms, payload)
    values (${event.id}, ${event.type}, ${event.timestampMs}, ${nowMs}, ${payloadOf(reading)}::jsonb)
    on conflict (id) do nothing returning id`;
  const changed =
    reading.kind === 'change'
      ? mergeStatement(
          reading.change.kind,
          sql`${recordsOf(reading.change.kind, [reading.change])} where exists (select from fresh)`,
        )
      : sql`select id from fresh`;
  const statement = sql`with fresh as (${fresh}), changed as (${changed})
    select exists (select from fresh) as fresh, exists (select from changed) as changed`;
  const [row] = answer.parse(await db.execute(statement)).rows;
  if (!row?.fresh) return 'duplicate';
  if (reading.kind !== 'change') return reading.kind;
  return row.changed ? 'applied' : 'stale';
}

const answer = z.object({ rows: z.array(z.object({ fresh: z.boolean(), changed: z.boolean() })) });

function payloadOf(reading: ReturnType<typeof readChange>): string | null {
  return reading.kind === 'kept' ? JSON.stringify(reading.payload) : null;
}
