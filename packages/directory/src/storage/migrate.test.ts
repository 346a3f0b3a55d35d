import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { renderMigrations } from '../../scripts/embedded-migrations.ts';
import { applyEvent } from '../events/apply-event.ts';
import { buildEvent } from '../fixtures/clerk-objects.fixture.ts';
import { onEachEngine, onPostgres } from '../fixtures/engines.fixture.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations.generated.ts';
import { openDirectory } from './open-directory.ts';

const ALL = MIGRATIONS.map(({ name }) => name);

test('the embedded migrations are those of the folder', () => {
  expect(readFileSync(new URL('./migrations.generated.ts', import.meta.url), 'utf8')).toBe(
    renderMigrations(new URL('../../migrations/', import.meta.url), '@repo/directory'),
  );
});

onEachEngine((engine) => {
  test('an empty database gets every migration once', async () => {
    const directory = await engine.openEmpty();
    try {
      expect(await migrate(directory.db)).toEqual(ALL);
      expect(await migrate(directory.db)).toEqual([]);
      const event = buildEvent('user', 'created', { id: 'user_1', atMs: 1, eventId: 'msg_1' });
      expect(await applyEvent(directory.db, event)).toBe('applied');
    } finally {
      await directory.close();
    }
  });

  test('a migration that fails leaves nothing behind, and the next attempt works', async () => {
    const directory = await engine.openEmpty();
    try {
      await directory.db.execute(sql`create schema directory`);
      await expect(migrate(directory.db)).rejects.toThrow();
      await directory.db.execute(sql`drop schema directory`);
      expect(await migrate(directory.db)).toEqual(ALL);
    } finally {
      await directory.close();
    }
  });
});

onPostgres((engine) => {
  test('of four processes that start at one time one migrates and the others wait for it', async () => {
    const directory = await engine.openEmpty();
    try {
      const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(directory.db)));
      expect(applied.toSorted((left, right) => right.length - left.length)).toEqual([ALL, [], [], []]);
    } finally {
      await directory.close();
    }
  });
});

test('a database that does not answer is reported, without its password', async () => {
  const url = 'postgres://ada:S3CRET@127.0.0.1:1/directory';
  const attempt = openDirectory({ engine: 'postgres', url });
  await expect(attempt).rejects.toMatchObject({ code: 'database_unreachable' });
  await expect(attempt).rejects.toThrow(/ECONNREFUSED/);
  await expect(attempt).rejects.not.toThrow(/S3CRET/);
});
