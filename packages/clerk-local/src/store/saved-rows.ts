import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import { type AnyRow, tablesOf } from './record-changes.ts';
import type { Store, StoreSnapshot } from './store.ts';

/** The log of a state folder: JSON lines. */
export const LOG_FILE = 'rows.jsonl';
/** What a state folder held before there was a log; it is read once more, then replaced. */
const SNAPSHOT_FILE = 'snapshot.json';
const LOG_VERSION = 2;
const ROWS_PER_LINE = 500;
const NEWLINE = 0x0a;

/** Writes by table and row id, undefined: deleted. Of several writes of one row, the last. */
export type RowWrites = Map<string, Map<string, AnyRow | undefined>>;

export interface SavedRows {
  rows: Partial<StoreSnapshot>;
  /** The log that they come from: bytes up to its last whole line, and the writes in them. Absent: an earlier snapshot. */
  log: { size: number; writes: number } | undefined;
}

const rowsSchema = z.record(z.string(), z.array(z.looseObject({ id: z.string() })));
const snapshotSchema = z.object({ version: z.literal(1), rows: rowsSchema });
const commitSchema = z.object({
  version: z.literal(LOG_VERSION),
  set: rowsSchema,
  deleted: z.record(z.string(), z.array(z.string())),
});

/**
 * Reads the rows of an earlier run. A last line that is not whole is of a killed process, whose write was not acknowledged:
 * it does not count.
 *
 * @returns undefined at first start.
 * @throws {LocalClerkError} `snapshot_unreadable`: the file is there but cannot be read, or another line than the last is broken.
 */
export async function readSavedRows(stateDir: string): Promise<SavedRows | undefined> {
  const log = path.join(stateDir, LOG_FILE);
  const bytes = await readIfThere(log);
  if (bytes !== undefined) return parseFile(log, () => parseLog(bytes));
  const snapshot = path.join(stateDir, SNAPSHOT_FILE);
  const text = await readIfThere(snapshot);
  if (text === undefined) return undefined;
  return parseFile(snapshot, () => {
    const { rows } = snapshotSchema.parse(JSON.parse(text.toString()));
    // The envelope and ids are checked; the fields of rows were written by this program.
    return { rows: rows as unknown as Partial<StoreSnapshot>, log: undefined };
  });
}

/** Removes the earlier snapshot, once a log has its rows. */
export async function removeSnapshot(stateDir: string): Promise<void> {
  await rm(path.join(stateDir, SNAPSHOT_FILE), { force: true });
}

/** One line of the log. */
export function buildCommit(writes: RowWrites): string {
  const set: Record<string, AnyRow[]> = {};
  const deleted: Record<string, string[]> = {};
  for (const [table, rows] of writes) {
    const kept = [...rows.values()].filter((row) => row !== undefined);
    const gone = [...rows].flatMap(([id, row]) => (row === undefined ? id : []));
    if (kept.length > 0) set[table] = kept;
    if (gone.length > 0) deleted[table] = gone;
  }
  return toLine(set, deleted);
}

/** Lines with every row there is, in the order of each table. */
export function* buildCommitsOfAll(store: Store): Generator<string> {
  for (const [name, table] of tablesOf(store)) {
    const rows = table.list();
    for (let start = 0; start < rows.length; start += ROWS_PER_LINE) {
      yield toLine({ [name]: rows.slice(start, start + ROWS_PER_LINE) }, {});
    }
  }
}

function toLine(set: Record<string, AnyRow[]>, deleted: Record<string, string[]>): string {
  return `${JSON.stringify({ version: LOG_VERSION, set, deleted })}\n`;
}

function parseLog(bytes: Buffer): SavedRows {
  const tables = new Map<string, Map<string, { id: string }>>();
  let [size, writes] = [0, 0];
  for (let start = 0, end = 0; start < bytes.length; start = end) {
    const newline = bytes.indexOf(NEWLINE, start);
    if (newline < 0) break;
    end = newline + 1;
    const commit = parseCommit(bytes.toString('utf8', start, newline), end === bytes.length);
    if (commit === undefined) break;
    writes += applyCommit(tables, commit);
    size = end;
  }
  // A log is created with its first rows in it, so one without any is damaged.
  if (writes === 0) throw new Error('The file has no whole line.');
  const rows = Object.fromEntries([...tables].map(([name, table]) => [name, [...table.values()]]));
  // As for a snapshot.
  return { rows: rows as unknown as Partial<StoreSnapshot>, log: { size, writes } };
}

/** @returns undefined: the last line, and torn: its blocks reached the disk in part before the power went. */
function parseCommit(line: string, isLast: boolean): z.output<typeof commitSchema> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch (error) {
    if (isLast) return undefined;
    throw error;
  }
  return commitSchema.parse(json);
}

function applyCommit(
  tables: Map<string, Map<string, { id: string }>>,
  { set, deleted }: z.output<typeof commitSchema>,
): number {
  let writes = 0;
  for (const [name, rows] of Object.entries(set)) {
    const table = tables.get(name) ?? new Map<string, { id: string }>();
    for (const row of rows) table.set(row.id, row);
    tables.set(name, table);
    writes += rows.length;
  }
  for (const [name, ids] of Object.entries(deleted)) {
    for (const id of ids) tables.get(name)?.delete(id);
    writes += ids.length;
  }
  return writes;
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  return readFile(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  });
}

function parseFile(file: string, parse: () => SavedRows): SavedRows {
  try {
    return parse();
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: string, cause: unknown): LocalClerkError {
  return new LocalClerkError('snapshot_unreadable', `${file} cannot be read.`, { cause });
}
