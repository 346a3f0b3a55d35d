import { expect, test } from 'vitest';
import { buildEvent } from '../fixtures/clerk-objects.fixture.ts';
import { onEachEngine } from '../fixtures/engines.fixture.ts';
import { receivedEvents, users } from '../storage/schema.ts';
import { applyEvent } from './apply-event.ts';
import { EVENT_RETENTION_MS, removeOldEvents } from './remove-old-events.ts';

const NOW_MS = 1_750_000_000_000;
const OLD_MS = NOW_MS - EVENT_RETENTION_MS;

onEachEngine((engine) => {
  test('only understood events from before the retention are removed, and change nothing when replayed', async () => {
    const { db } = engine.directory();
    const old = buildEvent('user', 'created', { id: 'user_1', atMs: 1, eventId: 'old' });
    const edge = buildEvent('user', 'updated', { id: 'user_1', name: 'New', atMs: 2, eventId: 'edge' });
    await applyEvent(db, old, OLD_MS - 1);
    await applyEvent(db, edge, OLD_MS);
    await applyEvent(db, { id: 'kept', type: 'new.thing', timestampMs: 1, data: {} }, OLD_MS - 1);
    expect(await removeOldEvents(db, OLD_MS)).toBe(1);
    const left = await db.select({ id: receivedEvents.id }).from(receivedEvents);
    expect(left.map(({ id }) => id).toSorted()).toEqual(['edge', 'kept']);
    expect(await applyEvent(db, old, NOW_MS)).toBe('stale');
    expect(await db.select().from(users)).toMatchObject([{ firstName: 'New' }]);
  });
});
