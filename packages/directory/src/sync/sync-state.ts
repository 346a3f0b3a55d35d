import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { DirectoryError } from '../errors.ts';
import type { Database } from '../storage/database.ts';
import { syncSeen, syncState } from '../storage/schema.ts';
import { SYNC_START, type SyncCursor, syncCursor } from './sync-cursor.ts';

/** A sync that this process runs. */
export interface RunningSync {
  /** New with each run: a run that was taken over cannot continue beside the new one. */
  readonly id: string;
  readonly startedAtMs: number;
  readonly cursor: SyncCursor;
  /** It goes on where another run ended. */
  readonly isResumed: boolean;
}

/** Older than a day: too much has changed in the lists to go on in the middle of them. */
const RESUMABLE_FOR_MS = 24 * 60 * 60 * 1000;

/** Starts a sync, or takes over one that did not end. Its former process fails with `sync_lost` at the next page. */
export function beginSync(
  db: Database,
  { isResuming, nowMs }: { readonly isResuming: boolean; readonly nowMs: number },
): Promise<RunningSync> {
  const id = randomUUID();
  return db.transaction(async (tx) => {
    const [latest] = await tx.select().from(syncState).for('update');
    const saved = syncCursor.safeParse(latest?.cursor);
    const isOpen = latest?.finishedAtMs === null && nowMs - latest.startedAtMs < RESUMABLE_FOR_MS;
    if (isResuming && isOpen && saved.success) {
      await tx.update(syncState).set({ id });
      return { id, startedAtMs: latest.startedAtMs, cursor: saved.data, isResumed: true };
    }
    await tx.delete(syncState);
    await tx.delete(syncSeen);
    await tx.insert(syncState).values({ id, startedAtMs: nowMs, cursor: SYNC_START });
    return { id, startedAtMs: nowMs, cursor: SYNC_START, isResumed: false };
  });
}

/**
 * Saves the progress of the sync, in the transaction that writes the page.
 *
 * @throws {DirectoryError} `sync_lost`: another run began or took over; the transaction must not be kept.
 */
export async function saveCursor(tx: Database, id: string, cursor: SyncCursor): Promise<void> {
  const saved = await tx
    .update(syncState)
    .set({ cursor })
    .where(eq(syncState.id, id))
    .returning({ id: syncState.id });
  if (saved.length === 0) throw new DirectoryError('sync_lost', 'This sync was broken off.');
}

/** Ends the sync. @throws {DirectoryError} `sync_lost` */
export async function finishSync(
  tx: Database,
  { id, cursor, nowMs }: { readonly id: string; readonly cursor: SyncCursor; readonly nowMs: number },
): Promise<void> {
  await saveCursor(tx, id, cursor);
  await tx.update(syncState).set({ finishedAtMs: nowMs });
  await tx.delete(syncSeen);
}
