import { EVENT_RETENTION_MS, removeOldEvents } from '../events/remove-old-events.ts';
import type { Database } from '../storage/database.ts';
import { type AskOptions, createAsk } from './ask-clerk.ts';
import { type ClerkKeys, createClerkListing } from './clerk-listing.ts';
import { LISTED_KINDS, type SyncCursor } from './sync-cursor.ts';
import { type ListProgress, type SyncStep, takeMembers, takePage } from './sync-list.ts';
import { assertFewMissing, type RemovalOptions, removeMissing, removeOrphans } from './sync-removal.ts';
import { beginSync, finishSync, type RunningSync } from './sync-state.ts';

export interface SyncOptions extends AskOptions {
  readonly db: Database;
  readonly clerk: ClerkKeys;
  /** Continue a run of the last 24 hours that was killed or failed. Default false: start from the beginning. */
  readonly isResuming?: boolean;
  /** Remove any number of objects that Clerk does not have. Default false: at most a tenth of a kind; see `isMassDeletion`. */
  readonly isMassDeletionAllowed?: boolean;
  /** 2 to 500, default 250. */
  readonly pageSize?: number;
  readonly onProgress?: (progress: SyncProgress) => void;
  /** Unix milliseconds; default the system's clock. */
  readonly nowMs?: () => number;
}

/** How far the step of a sync is. */
export interface SyncProgress {
  /** `membership` counts organizations. `removal`: Clerk is asked about objects that it did not list; without a count. */
  readonly step: SyncCursor['step'];
  readonly done: number;
  readonly total: number;
}

/** What a sync did, over all runs where it was resumed. */
export interface SyncReport
  extends Readonly<Pick<SyncCursor, 'listed' | 'changed' | 'removed' | 'unreadable'>> {
  readonly isResumed: boolean;
  /** Deliveries whose ids were removed because they are old. */
  readonly removedEvents: number;
}

/**
 * Makes the mirror equal to what Clerk's Backend API lists: fills an empty one, and repairs one that missed deliveries. Webhooks
 * may be processed meanwhile; the newer state stays. A page and the progress are written in one transaction, so a run may be killed
 * at any moment. An object is removed only when a complete listing lacked it and Clerk, asked for its id, does not know it.
 *
 * @param options `signal`: rejects with its reason at the next request or wait.
 * @throws {DirectoryError} `mass_deletion`: nothing was removed; to go on, resume with `isMassDeletionAllowed`.
 *   `clerk_unavailable`: resume later. `clerk_refused`. `sync_lost`: another run began.
 * @source clerk docs "Sync Clerk data to your app with webhooks": deliveries are not guaranteed, so a mirror needs a repair.
 */
export async function syncDirectory(options: SyncOptions): Promise<SyncReport> {
  const { db, isResuming = false, nowMs = Date.now, pageSize = 250 } = options;
  if (!(pageSize >= 2 && pageSize <= 500)) throw new RangeError('pageSize is from 2 to 500.');
  const sync = await beginSync(db, { isResuming, nowMs: nowMs() });
  const listing = createClerkListing(options.clerk, createAsk(options));
  const step: SyncStep = { db, listing, syncId: sync.id, pageSize };
  const listed = await listAll(step, sync, options);
  options.onProgress?.({ step: 'removal', done: 0, total: 0 });
  const cursor = await removeAllMissing(step, listed, {
    startedAtMs: sync.startedAtMs,
    isMassDeletionAllowed: options.isMassDeletionAllowed ?? false,
    nowMs,
  });
  const removedEvents = await db.transaction(async (tx) => {
    await finishSync(tx, { id: sync.id, cursor, nowMs: nowMs() });
    return removeOldEvents(tx, nowMs() - EVENT_RETENTION_MS);
  });
  const { changed, removed, unreadable } = cursor;
  return { isResumed: sync.isResumed, listed: cursor.listed, changed, removed, unreadable, removedEvents };
}

async function listAll(
  step: SyncStep,
  { cursor: start }: RunningSync,
  { signal, onProgress }: SyncOptions,
): Promise<SyncCursor> {
  let cursor = start;
  while (cursor.step !== 'removal') {
    signal?.throwIfAborted();
    const kind = cursor.step;
    const progress: ListProgress =
      kind === 'membership' ? await takeMembers(step, cursor) : await takePage(step, kind, cursor);
    onProgress?.({ step: kind, done: progress.done, total: progress.total });
    cursor = progress.cursor;
  }
  return cursor;
}

async function removeAllMissing(
  step: SyncStep,
  listed: SyncCursor,
  options: RemovalOptions,
): Promise<SyncCursor> {
  if (!options.isMassDeletionAllowed) await assertFewMissing(step.db, options.startedAtMs);
  let cursor = listed;
  // People and organizations first: what belongs to them follows.
  for (const kind of LISTED_KINDS) {
    for (let next: SyncCursor | undefined = cursor; next; ) {
      cursor = next;
      next = await removeMissing(step, kind, cursor, options);
    }
  }
  for (const kind of ['membership', 'session'] as const) {
    for (let next: SyncCursor | undefined = cursor; next; ) {
      cursor = next;
      next = await removeOrphans(step, kind, cursor, options);
    }
  }
  return cursor;
}
