import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DirectoryLocation, openDirectory } from '@repo/directory';
import { startTemporaryPostgres } from '@repo/directory/temporary-postgres';
import { type Comparison, compareDirectory } from './compare-rows.ts';
import { type Delivered, deliverAll } from './deliver-all.ts';
import type { History } from './history.ts';
import { createRandom } from './random.ts';

export const ENGINES = ['pglite', 'postgres'] as const;
export type Engine = (typeof ENGINES)[number];

/** What one engine did. */
export interface Measurement extends Delivered, Comparison {
  readonly engine: Engine;
  /** `PostgreSQL 17.10 (package)`. */
  readonly title: string;
  /** Processes, and deliveries that each processes at one time. */
  readonly writers: string;
  readonly deliveriesPerSecond: number;
}

export interface MeasureOptions {
  readonly history: History;
  readonly kills: number;
  readonly seed: number;
  readonly onProcessed: () => void;
}

const WRITERS = 4;
/** Of this measurement alone. sso-doctor-ignore leaked-secrets: nothing real is signed with it */
const SECRET = 'whsec_ZGlyZWN0b3J5LWJlbmNoLXNlY3JldC0wMTIzNDU2Nzg5';

/**
 * Delivers a history into an empty database of one engine, on the disk of this machine, and compares what is there afterwards.
 *
 * @returns `reason`: there is no PostgreSQL for this machine.
 */
export async function measureEngine(
  engine: Engine,
  options: MeasureOptions,
): Promise<Measurement | { readonly reason: string }> {
  if (engine === 'pglite') return measurePglite(options);
  const server = await startTemporaryPostgres({ isDurable: true });
  if ('reason' in server) return server;
  try {
    const measured = await measure(
      { engine: 'postgres', url: server.url() },
      { ...options, processes: WRITERS },
    );
    const title = `PostgreSQL ${server.version}, fsync on`;
    return { ...measured, engine, title, writers: `${WRITERS} processes` };
  } finally {
    await server.close();
  }
}

async function measurePglite(options: MeasureOptions): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-directory-'));
  try {
    const location = { engine: 'pglite', dataDir: join(folder, 'data') } as const;
    const measured = await measure(location, { ...options, processes: 1 });
    return {
      ...measured,
      engine: 'pglite',
      title: 'PGlite, files',
      writers: `1 process, ${WRITERS} at one time`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function measure(
  location: DirectoryLocation,
  { history, kills, seed, processes, onProcessed }: MeasureOptions & { readonly processes: number },
) {
  const empty = await openDirectory(location);
  await empty.close();
  const delivered = await deliverAll({
    deliveries: history.deliveries,
    start: { kind: 'start', location, secret: SECRET, concurrency: WRITERS / processes },
    processes,
    kills,
    random: createRandom(seed + 1),
    onProcessed,
  });
  const directory = await openDirectory(location);
  const comparison = await compareDirectory(directory, history).finally(() => directory.close());
  const deliveriesPerSecond = history.deliveries.length / (delivered.durationMs / 1000);
  return { ...delivered, ...comparison, deliveriesPerSecond };
}
