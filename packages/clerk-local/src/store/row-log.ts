import path from 'node:path';
import { createCommitFile } from './commit-file.ts';
import { type AnyRow, tablesOf } from './record-changes.ts';
import { buildCommit, buildCommitsOfAll, LOG_FILE, type RowWrites, type SavedRows } from './saved-rows.ts';
import type { Store } from './store.ts';

/** Outdated writes that the file may hold besides twice the rows there are, before all rows are written anew. */
const SPARE_WRITES = 20_000;

/** Keeps the rows of a store on disk. */
export interface RowLog {
  /**
   * Resolves once every write made so far is on disk. A response is sent after this, so that what was acknowledged survives
   * `kill -9`. Callers at the same time share one write.
   *
   * @throws the system's error, such as ENOSPC. The rows are in memory still, and the next call tries again.
   */
  saved(): Promise<void>;
  /** Runs `work`, whose writes reach the disk all together or, if the process is killed, not at all. */
  replaceAll(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

/** For an instance without a state folder. */
export const MEMORY_ONLY: RowLog = {
  saved: async () => {},
  replaceAll: (work) => work(),
  close: async () => {},
};

/**
 * Appends every change of a store to a log: one line is one commit, of all changes since the commit before. The rows are
 * written anew when most of the log is outdated, so a write costs the same whatever the number of rows. A log and not an
 * embedded database: Node 20 has none, better-sqlite3 needs a binary for each platform, and queries are not needed.
 *
 * @param found What the file holds; absent: all rows are written by the first `saved()`.
 */
export function createRowLog(stateDir: string, store: Store, found: SavedRows['log']): RowLog {
  const file = createCommitFile(path.join(stateDir, LOG_FILE), found?.size ?? 0);
  let changes: RowWrites = new Map();
  let writesInFile = found?.writes ?? 0;
  let isWholeDue = found === undefined;
  let held: Promise<void> = Promise.resolve();
  let latest: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;

  const write = async () => {
    const batch = changes;
    changes = new Map();
    const isWhole = isWholeDue || writesInFile > 2 * countRows(store) + SPARE_WRITES;
    // Before the write: a reset that begins meanwhile asks for another one.
    isWholeDue = false;
    try {
      if (isWhole) {
        await file.replace(buildCommitsOfAll(store));
        writesInFile = countRows(store);
      } else {
        await file.append(buildCommit(batch));
        writesInFile += [...batch.values()].reduce((sum, rows) => sum + rows.size, 0);
      }
    } catch (error) {
      // What the file ends with now is not known.
      isWholeDue = true;
      changes = joinWrites(batch, changes);
      throw error;
    }
  };
  const saved = () => {
    if (waiting) return waiting;
    if (changes.size === 0 && !isWholeDue) return latest;
    const before = latest;
    waiting = before
      .catch(() => {})
      .then(() => held)
      .then(() => {
        waiting = undefined;
        return write();
      });
    latest = waiting;
    return latest;
  };
  let isScheduled = false;
  const schedule = () => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      saved().catch(reportFailure);
    });
  };
  for (const [name, table] of tablesOf(store)) {
    table.observe(({ id, after }) => {
      noteWrite(changes, name, id, after);
      schedule();
    });
  }
  return {
    saved,
    replaceAll: async (work) => {
      await saved();
      const working = work();
      held = working.catch(() => {});
      isWholeDue = true;
      await working;
      await saved();
    },
    close: async () => {
      await saved();
      await file.close();
    },
  };
}

function noteWrite(writes: RowWrites, table: string, id: string, row: AnyRow | undefined): void {
  const ofTable = writes.get(table) ?? new Map<string, AnyRow | undefined>();
  ofTable.set(id, row);
  writes.set(table, ofTable);
}

/** @returns the older writes, each replaced by the newer one of the same row. */
function joinWrites(older: RowWrites, newer: RowWrites): RowWrites {
  for (const [table, rows] of newer) for (const [id, row] of rows) noteWrite(older, table, id, row);
  return older;
}

function countRows(store: Store): number {
  return tablesOf(store).reduce((sum, [, table]) => sum + table.count(), 0);
}

function reportFailure(error: unknown): void {
  console.error('[clerk-local] The state could not be saved to disk. It is still in memory.', error);
}
