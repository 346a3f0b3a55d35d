import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { LocalClerkError } from '../errors/local-clerk-error.ts';
import type { StoreSnapshot } from './store.ts';

const SNAPSHOT_FILE = 'snapshot.json';
const SNAPSHOT_VERSION = 1;
const WRITE_DELAY_MS = 100;

const tableSchema = z.array(z.looseObject({ id: z.string() }));
const snapshotSchema = z.object({
  version: z.literal(SNAPSHOT_VERSION),
  rows: z.record(z.string(), tableSchema),
});

/**
 * Reads the rows of an earlier run.
 *
 * @returns undefined at first start.
 * @throws {LocalClerkError} `snapshot_unreadable`: the file is there but is not a snapshot.
 */
export async function readSnapshot(stateDir: string): Promise<Partial<StoreSnapshot> | undefined> {
  const file = path.join(stateDir, SNAPSHOT_FILE);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw unreadable(file, error);
  });
  if (text === undefined) return undefined;
  try {
    const { rows } = snapshotSchema.parse(JSON.parse(text));
    // The envelope and ids are checked; the fields of rows were written by this program.
    return rows as unknown as Partial<StoreSnapshot>;
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

export interface SnapshotWriter {
  /** Reports a change: the snapshot is written soon. */
  schedule(): void;
  /** Writes outstanding changes, and stops. */
  close(): Promise<void>;
}

/**
 * Keeps the file up to date: at most one write at a time, each to a temporary file that is then renamed, so that a
 * crash leaves the last complete snapshot.
 */
export function createSnapshotWriter(stateDir: string, exportRows: () => StoreSnapshot): SnapshotWriter {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(() => writeSnapshot(stateDir, exportRows()));
    return writing;
  };
  return {
    schedule: () => {
      timer ??= setTimeout(() => void write().catch(reportFailure), WRITE_DELAY_MS).unref();
    },
    close: write,
  };
}

async function writeSnapshot(stateDir: string, rows: StoreSnapshot): Promise<void> {
  await mkdir(stateDir, { recursive: true, mode: 0o700 });
  const file = path.join(stateDir, SNAPSHOT_FILE);
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify({ version: SNAPSHOT_VERSION, rows }), { mode: 0o600 });
  await rename(temporary, file);
}

function reportFailure(error: unknown): void {
  console.error('[clerk-local] The state could not be saved to disk. It is still in memory.', error);
}

function unreadable(file: string, cause: unknown): LocalClerkError {
  return new LocalClerkError('snapshot_unreadable', `${file} cannot be read.`, { cause });
}
