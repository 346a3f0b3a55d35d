import { asc } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { buildEvent, buildObject } from '../fixtures/clerk-objects.fixture.ts';
import { onEachEngine } from '../fixtures/engines.fixture.ts';
import { memberships, organizations, receivedEvents, sessions, users } from '../storage/schema.ts';
import { applyEvent } from './apply-event.ts';

const T0 = 1_750_000_000_000;
const created = buildEvent('user', 'created', { id: 'user_1', name: 'Ada', atMs: T0, eventId: 'msg_1' });
const updated = buildEvent('user', 'updated', {
  id: 'user_1',
  name: 'Augusta',
  atMs: T0 + 1000,
  eventId: 'msg_2',
});
const deleted = buildEvent('user', 'deleted', { id: 'user_1', atMs: T0 + 2000, eventId: 'msg_3' });

onEachEngine((engine) => {
  const apply = (event: Parameters<typeof applyEvent>[1], nowMs?: number) =>
    applyEvent(engine.directory().db, event, nowMs);
  const readUsers = () => engine.directory().db.select().from(users);
  const readEvents = () =>
    engine.directory().db.select().from(receivedEvents).orderBy(asc(receivedEvents.id));

  describe('what becomes of a delivery', () => {
    test('a new object is stored, with the fields that the mirror reads and nothing else', async () => {
      expect(await apply(created, T0 + 5)).toBe('applied');
      expect(await readUsers()).toEqual([
        {
          id: 'user_1',
          firstName: 'Ada',
          lastName: 'Lovelace',
          username: null,
          email: 'ada@acme.test',
          emails: ['ada@acme.test', 'old@acme.test'],
          imageUrl: 'https://img.acme.test/ada.png',
          externalId: null,
          isBanned: false,
          isLocked: false,
          publicMetadata: { plan: 'pro' },
          lastSignInAtMs: null,
          lastActiveAtMs: null,
          createdAtMs: 1_700_000_000_000,
          updatedAtMs: T0,
          versionMs: T0,
          eventAtMs: T0,
          eventTie: '0:msg_1',
          deletedAtMs: null,
        },
      ]);
      expect(await readEvents()).toEqual([
        { id: 'msg_1', type: 'user.created', eventAtMs: T0, receivedAtMs: T0 + 5, payload: null },
      ]);
    });

    test.each([
      { name: 'in order', events: [created, updated], outcomes: ['applied', 'applied'] },
      { name: 'in reverse', events: [updated, created], outcomes: ['applied', 'stale'] },
      { name: 'twice', events: [updated, updated], outcomes: ['applied', 'duplicate'] },
      {
        name: 'twice, after something newer',
        events: [created, updated, created],
        outcomes: ['applied', 'applied', 'duplicate'],
      },
    ])('$name: $outcomes, and the newest state stays', async ({ events, outcomes }) => {
      const seen: string[] = [];
      for (const event of events) seen.push(await apply(event));
      expect(seen).toEqual(outcomes);
      expect(await readUsers()).toMatchObject([{ firstName: 'Augusta', versionMs: T0 + 1000 }]);
    });

    test('every kind has its table', async () => {
      for (const kind of ['organization', 'membership', 'session'] as const) {
        const event = buildEvent(kind, 'created', { id: `${kind}_1`, name: 'n', atMs: T0, eventId: kind });
        expect(await apply(event)).toBe('applied');
      }
      const { db } = engine.directory();
      expect(await db.select().from(organizations)).toMatchObject([
        { name: 'n', slug: 'slug-organization_1' },
      ]);
      expect(await db.select().from(memberships)).toMatchObject([
        { role: 'n', userId: 'user_1', organizationId: 'org_1' },
      ]);
      expect(await db.select().from(sessions)).toMatchObject([{ status: 'n', actorId: 'user_support' }]);
    });

    test('an event of the same millisecond that ends a session comes after its creation', async () => {
      const start = buildEvent('session', 'created', { id: 's', name: 'active', atMs: T0, eventId: 'msg_z' });
      const end = buildEvent('session', 'ended', { id: 's', name: 'ended', atMs: T0, eventId: 'msg_a' });
      expect([await apply(end), await apply(start)]).toEqual(['applied', 'stale']);
      expect(await engine.directory().db.select().from(sessions)).toMatchObject([{ status: 'ended' }]);
    });
  });

  describe('what was deleted', () => {
    test('keeps nothing of the person but the id', async () => {
      await apply(created);
      expect(await apply(deleted)).toBe('applied');
      const [row] = await readUsers();
      const { id, versionMs, eventAtMs, eventTie, deletedAtMs, ...personal } = row ?? {};
      expect([id, versionMs, eventAtMs, eventTie, deletedAtMs]).toEqual([
        'user_1',
        T0 + 2000,
        T0 + 2000,
        '2:msg_3',
        T0 + 2000,
      ]);
      expect(new Set(Object.values(personal))).toEqual(new Set([null]));
      expect(Object.keys(personal)).toHaveLength(14);
      expect((await readEvents()).map(({ payload }) => payload)).toEqual([null, null]);
    });

    test('stays deleted, whatever comes later and however new it says it is', async () => {
      await apply(deleted);
      const late = buildEvent('user', 'updated', { id: 'user_1', atMs: T0 + 9_000_000, eventId: 'msg_9' });
      expect([await apply(created), await apply(late)]).toEqual(['stale', 'stale']);
      expect(await readUsers()).toMatchObject([{ firstName: null, deletedAtMs: T0 + 2000 }]);
    });
  });

  describe('what PostgreSQL cannot store', () => {
    test('NUL and halves of characters are left out, the rest is kept', async () => {
      const data = {
        ...buildObject('user', 'user_1', { name: 'A\0da \uD83D', updatedAtMs: T0 }),
        public_metadata: { 'k\0ey': ['\uDE00', '😀'] },
      };
      expect(await apply({ ...created, data })).toBe('applied');
      expect(await readUsers()).toMatchObject([
        { firstName: 'Ada \uFFFD', publicMetadata: { key: ['\uFFFD', '😀'] } },
      ]);
    });
  });

  describe('what is not understood', () => {
    test.each([
      {
        name: 'an unknown type',
        event: { id: 'msg_1', type: 'passport.stamped', timestampMs: T0, data: { id: 'pass_1', n: 1 } },
        payload: { id: 'pass_1', n: 1 },
      },
      {
        name: 'a user in an unknown form',
        event: { id: 'msg_1', type: 'user.updated', timestampMs: T0, data: { id: 7, first: '\0Ada' } },
        payload: { id: 7, first: 'Ada' },
      },
      {
        name: 'a deletion without an id',
        event: { id: 'msg_1', type: 'user.deleted', timestampMs: T0, data: {} },
        payload: {},
      },
      {
        name: 'a name of an object that every object inherits',
        event: { id: 'msg_1', type: 'constructor.created', timestampMs: T0, data: { id: 'x' } },
        payload: { id: 'x' },
      },
      {
        name: 'no data at all',
        event: { id: 'msg_1', type: 'thing', timestampMs: T0, data: undefined },
        payload: null,
      },
    ])('$name is kept with its content', async ({ event, payload }) => {
      expect(await apply(event)).toBe('kept');
      expect(await readEvents()).toMatchObject([{ type: event.type, payload }]);
      expect(await readUsers()).toEqual([]);
    });

    test.each(['email.created', 'sms.created', 'organizationInvitation.created', 'role.updated'])(
      '%s is noted without its content, which may hold a code',
      async (type) => {
        const data = { id: 'ema_1', body_plain: '424242 is your code' };
        expect(await apply({ id: 'msg_1', type, timestampMs: T0, data })).toBe('noted');
        expect(await readEvents()).toMatchObject([{ type, payload: null }]);
      },
    );
  });

  describe('the event and its change', () => {
    test('are written together in the transaction of the caller, or not at all', async () => {
      const { db } = engine.directory();
      const broken = new Error('something of the caller failed');
      const attempt = db.transaction(async (tx) => {
        expect(await applyEvent(tx, created)).toBe('applied');
        expect(await tx.select().from(users)).toHaveLength(1);
        throw broken;
      });
      await expect(attempt).rejects.toBe(broken);
      expect([await readUsers(), await readEvents()]).toEqual([[], []]);
      expect(await apply(created)).toBe('applied');
    });

    test('fail together when the change cannot be written', async () => {
      const tooLarge = buildEvent('user', 'created', { id: 'user_1', atMs: 2 ** 70, eventId: 'msg_1' });
      const readable = { ...tooLarge, data: buildObject('user', 'user_1', { name: 'Ada', updatedAtMs: T0 }) };
      await expect(apply(readable)).rejects.toThrow();
      expect([await readUsers(), await readEvents()]).toEqual([[], []]);
    });
  });
});
