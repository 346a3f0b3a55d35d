import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DirectoryLocation } from '@repo/directory';
import { servePglite } from '@repo/directory/serve-pglite';
import { startTemporaryPostgres } from '@repo/directory/temporary-postgres';
import { expect, onTestFinished, test } from 'vitest';
import { listProjects } from '../projects/projects.ts';
import { openData } from './open-data.ts';

const WRITER = fileURLToPath(new URL('../fixtures/writer.fixture.ts', import.meta.url));

/** How many acknowledged writes to wait for before the kill. */
const ACKNOWLEDGED = 12;

/** Lets a process of its own write, and kills it with SIGKILL in the middle. @returns The projects it was told are stored. */
async function writeUntilKilled(location: DirectoryLocation): Promise<readonly string[]> {
  const writer = fork(WRITER, [JSON.stringify(location)], { execArgv: ['--import', 'tsx'] });
  const acknowledged: string[] = [];
  writer.on('message', (id) => {
    acknowledged.push(String(id));
    if (acknowledged.length === ACKNOWLEDGED) writer.kill('SIGKILL');
  });
  const [, signal] = await once(writer, 'exit');
  expect(signal).toBe('SIGKILL');
  return acknowledged;
}

async function expectKept(location: DirectoryLocation, acknowledged: readonly string[]): Promise<void> {
  const { db, close } = await openData(location);
  onTestFinished(close);
  const kept = (await Promise.all(OWNERS.map((owner) => listProjects(db, owner)))).flat().map(({ id }) => id);
  expect(acknowledged.length).toBeGreaterThanOrEqual(ACKNOWLEDGED);
  expect(kept).toEqual(expect.arrayContaining([...acknowledged]));
}

/** As the writer names them. */
const OWNERS = Array.from({ length: 40 }, (_, index) => `user_${index}`);

test('embedded: a process that is killed while it writes has lost nothing it was told is stored', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'data-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const location = { engine: 'pglite', dataDir: join(folder, 'database') } as const;
  await expectKept(location, await writeUntilKilled(location));
});

test('served to the apps of a stack: an app is killed, and the next one finds everything', async () => {
  const served = await servePglite(undefined);
  onTestFinished(() => served.close());
  const location = { engine: 'served', url: served.url } as const;
  await expectKept(location, await writeUntilKilled(location));
});

test('PostgreSQL: the same', async (context) => {
  const server = await startTemporaryPostgres();
  if ('reason' in server) return context.skip(server.reason);
  onTestFinished(() => server.close());
  const location = { engine: 'postgres', url: server.url() } as const;
  await expectKept(location, await writeUntilKilled(location));
});
