import { isNotNull, isNull, sql } from 'drizzle-orm';
import { DirectoryError } from '../errors.ts';
import { TABLES } from '../objects/merge-statement.ts';
import type { ObjectKind } from '../objects/mirrored-objects.ts';
import type { Database } from '../storage/database.ts';
import { findMissingMigrations } from '../storage/migrate.ts';
import { receivedEvents, syncState } from '../storage/schema.ts';
import { syncCursor } from '../sync/sync-cursor.ts';

/** What is in the mirror. */
export interface DirectoryStatus {
  readonly objects: Readonly<Record<ObjectKind, { readonly present: number; readonly deleted: number }>>;
  readonly events: {
    /** Deliveries whose ids are remembered. */
    readonly received: number;
    /** Those of them that were not understood and are stored as they came. */
    readonly kept: number;
    /** When the latest one arrived, Unix milliseconds; null: none did. */
    readonly lastReceivedAtMs: number | null;
  };
  /** The latest sync; null: there was none. `finishedAtMs` null: it runs, or was broken off at `step`. */
  readonly sync: {
    readonly startedAtMs: number;
    readonly finishedAtMs: number | null;
    readonly step: string | null;
  } | null;
}

/**
 * Counts what is in the mirror.
 *
 * @throws {DirectoryError} `migration_missing`: its tables are not those of this version.
 */
export async function readStatus(db: Database): Promise<DirectoryStatus> {
  const missing = await findMissingMigrations(db);
  if (missing.length > 0) {
    throw new DirectoryError('migration_missing', `The database lacks ${missing.join(', ')}.`);
  }
  const count = async (kind: ObjectKind) => ({
    present: await db.$count(TABLES[kind], isNull(TABLES[kind].deletedAtMs)),
    deleted: await db.$count(TABLES[kind], isNotNull(TABLES[kind].deletedAtMs)),
  });
  const [latest] = await db
    .select({ atMs: sql`max(${receivedEvents.receivedAtMs})`.mapWith(receivedEvents.receivedAtMs) })
    .from(receivedEvents);
  const [sync] = await db.select().from(syncState);
  const cursor = syncCursor.safeParse(sync?.cursor);
  return {
    objects: {
      user: await count('user'),
      organization: await count('organization'),
      membership: await count('membership'),
      session: await count('session'),
    },
    events: {
      received: await db.$count(receivedEvents),
      kept: await db.$count(receivedEvents, isNotNull(receivedEvents.payload)),
      lastReceivedAtMs: latest?.atMs ?? null,
    },
    sync: sync
      ? {
          startedAtMs: sync.startedAtMs,
          finishedAtMs: sync.finishedAtMs,
          step: sync.finishedAtMs === null && cursor.success ? cursor.data.step : null,
        }
      : null,
  };
}
