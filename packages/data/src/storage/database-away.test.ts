import { readFileSync } from 'node:fs';
import { renderMigrations } from '@repo/directory/render-migrations';
import { startTemporaryPostgres } from '@repo/directory/temporary-postgres';
import { expect, onTestFinished, test } from 'vitest';
import { listProjects } from '../projects/projects.ts';
import { unlessAway } from './database-away.ts';
import { openData } from './open-data.ts';

test('the embedded migrations are those of the folder', () => {
  expect(readFileSync(new URL('./migrations.generated.ts', import.meta.url), 'utf8')).toBe(
    renderMigrations(new URL('../../migrations/', import.meta.url), '@repo/data'),
  );
});

test('a database that does not answer is a result', async () => {
  const url = 'postgres://ada:S3CRET@127.0.0.1:1/acme';
  expect(await unlessAway(() => openData({ engine: 'postgres', url }))).toEqual({ ok: false });
});

test('a database that stops while it is used is a result', async (context) => {
  const server = await startTemporaryPostgres();
  if ('reason' in server) return context.skip(server.reason);
  const { db, close } = await openData({ engine: 'postgres', url: server.url() });
  onTestFinished(close);
  expect(await unlessAway(() => listProjects(db, 'user_1'))).toMatchObject({ ok: true });
  await server.close();
  expect(await unlessAway(() => listProjects(db, 'user_1'))).toEqual({ ok: false });
});

test('an error of the code is thrown', async () => {
  const wrong = () => Promise.reject(new TypeError('x is not a function'));
  await expect(unlessAway(wrong)).rejects.toThrow('x is not a function');
});
