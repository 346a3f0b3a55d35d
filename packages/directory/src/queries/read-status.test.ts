import { expect, test } from 'vitest';
import { applyEvent } from '../events/apply-event.ts';
import { buildEvent } from '../fixtures/clerk-objects.fixture.ts';
import { onEachEngine } from '../fixtures/engines.fixture.ts';
import { beginSync, finishSync } from '../sync/sync-state.ts';
import { readStatus } from './read-status.ts';

onEachEngine((engine) => {
  test('an empty mirror is counted', async () => {
    const none = { present: 0, deleted: 0 };
    expect(await readStatus(engine.directory().db)).toEqual({
      objects: { user: none, organization: none, membership: none, session: none },
      events: { received: 0, kept: 0, lastReceivedAtMs: null },
      sync: null,
    });
  });

  test('objects, deliveries and the sync are', async () => {
    const { db } = engine.directory();
    await applyEvent(db, buildEvent('user', 'created', { id: 'user_1', atMs: 1, eventId: 'a' }), 50);
    await applyEvent(db, buildEvent('user', 'deleted', { id: 'user_2', atMs: 1, eventId: 'b' }), 70);
    await applyEvent(db, { id: 'c', type: 'new.thing', timestampMs: 1, data: {} }, 60);
    const sync = await beginSync(db, { isResuming: false, nowMs: 100 });
    expect(await readStatus(db)).toMatchObject({
      objects: { user: { present: 1, deleted: 1 } },
      events: { received: 3, kept: 1, lastReceivedAtMs: 70 },
      sync: { startedAtMs: 100, finishedAtMs: null, step: 'user' },
    });
    await finishSync(db, { ...sync, nowMs: 200 });
    expect((await readStatus(db)).sync).toEqual({ startedAtMs: 100, finishedAtMs: 200, step: null });
  });

  test('a database without the tables of this version is reported', async () => {
    const directory = await engine.openEmpty();
    try {
      await expect(readStatus(directory.db)).rejects.toMatchObject({
        code: 'migration_missing',
        message: expect.stringContaining('0000_start, 0001_sync_seen'),
      });
    } finally {
      await directory.close();
    }
  });
});
