import { createClerkClient } from '@clerk/backend';
import { type LocalClerk, serveLocalClerk } from 'clerk-local';
import { asc, isNull, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyEvent } from '../events/apply-event.ts';
import { buildEvent } from '../fixtures/clerk-objects.fixture.ts';
import { onEachEngine } from '../fixtures/engines.fixture.ts';
import { readStatus } from '../queries/read-status.ts';
import { memberships, organizations, sessions, syncSeen, users } from '../storage/schema.ts';
import type { Retry } from './ask-clerk.ts';
import { type SyncOptions, syncDirectory } from './sync.ts';

// Against the real local Clerk over HTTP, through Clerk's own SDK.

const PEOPLE = 23;
const ORGANIZATIONS = 4;

let clerk: LocalClerk;
const api = () => createClerkClient({ secretKey: clerk.secretKey, apiUrl: clerk.url });

beforeAll(async () => {
  clerk = await serveLocalClerk({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: ['http://account.acme.localhost:3000'],
    homeUrl: 'http://account.acme.localhost:3000/',
    signInUrl: 'http://account.acme.localhost:3000/sign-in',
    signUpUrl: 'http://account.acme.localhost:3000/sign-up',
    seed: { users: [], organizations: [] },
  });
});
afterAll(() => clerk.close());

let people: string[] = [];
let groups: string[] = [];
beforeEach(async () => {
  await clerk.reset();
  people = [];
  groups = [];
  for (let index = 0; index < PEOPLE; index++) {
    const user = await api().users.createUser({
      emailAddress: [`person-${index}@acme.test`],
      firstName: `Person ${index}`,
      skipPasswordRequirement: true,
    });
    people.push(user.id);
  }
  for (let index = 0; index < ORGANIZATIONS; index++) {
    const name = `Group ${index}`;
    const { id: organizationId } = await api().organizations.createOrganization({
      name,
      createdBy: people[0] ?? '',
    });
    groups.push(organizationId);
    for (const userId of people.slice(1, 1 + index)) {
      await api().organizations.createOrganizationMembership({ organizationId, userId, role: 'org:member' });
    }
  }
});
afterEach(() => clerk.faults.clear());

const MEMBERS = ORGANIZATIONS + 0 + 1 + 2 + 3;
const person = (index: number) => people[index] ?? '';
const group = (index: number) => groups[index] ?? '';

onEachEngine((engine) => {
  const sync = (options: Partial<SyncOptions> = {}) =>
    syncDirectory({
      db: engine.directory().db,
      clerk: { secretKey: clerk.secretKey, apiUrl: clerk.url },
      pageSize: 5,
      requestsPerSecond: 10_000,
      wait: () => Promise.resolve(),
      ...options,
    });
  const present = async (table: typeof users | typeof organizations | typeof memberships) => {
    const rows = await engine
      .directory()
      .db.select({ id: table.id })
      .from(table)
      .where(isNull(table.deletedAtMs))
      .orderBy(asc(sql`${table.id} collate "C"`));
    return rows.map(({ id }) => id);
  };
  const readUser = async (id: string) => {
    const rows = await engine.directory().db.select().from(users);
    return rows.find((row) => row.id === id);
  };
  const nothing = { user: 0, organization: 0, membership: 0 };
  /** Ends a run at its n-th page, as killing it there would. */
  const abortAt = (page: number): Partial<SyncOptions> => {
    const abort = new AbortController();
    let pages = 0;
    return {
      signal: abort.signal,
      onProgress: () => {
        pages += 1;
        if (pages === page) abort.abort(new Error('killed'));
      },
    };
  };

  /** Does something before the second request, after the first page of users was written. */
  const onceBetween = (act: () => Promise<unknown>): Partial<SyncOptions> => {
    let isDone = false;
    return {
      requestsPerSecond: 0.001,
      wait: async () => {
        if (isDone) return;
        isDone = true;
        await act();
      },
    };
  };

  describe('an empty mirror', () => {
    test('has everything afterwards, over several pages', async () => {
      const report = await sync();
      const all = { user: PEOPLE, organization: ORGANIZATIONS, membership: MEMBERS };
      expect(report).toEqual({
        isResumed: false,
        listed: all,
        changed: all,
        removed: { ...nothing, session: 0 },
        unreadable: 0,
        removedEvents: 0,
      });
      expect(await present(users)).toEqual(people.toSorted());
      expect(await present(organizations)).toEqual(groups.toSorted());
      expect(await present(memberships)).toHaveLength(MEMBERS);
      expect(await readUser(person(3))).toMatchObject({
        firstName: 'Person 3',
        email: 'person-3@acme.test',
        eventAtMs: 0,
      });
    });

    test('a second sync finds nothing to change, and leaves no list behind', async () => {
      await sync();
      expect(await sync()).toMatchObject({ changed: nothing, listed: { user: PEOPLE } });
      expect(await engine.directory().db.$count(syncSeen)).toBe(0);
    });

    test('progress counts up to what Clerk says there is', async () => {
      const seen: string[] = [];
      await sync({ onProgress: ({ step, done, total }) => seen.push(`${step} ${done}/${total}`) });
      expect(seen.filter((line) => line.startsWith('user'))).toEqual([
        'user 5/23',
        'user 9/23',
        'user 13/23',
        'user 17/23',
        'user 21/23',
        'user 23/23',
      ]);
      expect(seen).toContain('membership 4/4');
      expect(seen.at(-1)).toBe('removal 0/0');
    });
  });

  describe('a run that is killed', () => {
    test.each([1, 2, 4, 6, 7, 9, 10])('at page %i goes on there', async (page) => {
      await expect(sync(abortAt(page))).rejects.toThrow('killed');
      expect((await readStatus(engine.directory().db)).sync?.finishedAtMs).toBeNull();
      const report = await sync({ isResuming: true });
      expect(report).toMatchObject({
        isResumed: true,
        listed: { user: PEOPLE, organization: ORGANIZATIONS, membership: MEMBERS },
      });
      expect(await present(users)).toEqual(people.toSorted());
      expect(await present(memberships)).toHaveLength(MEMBERS);
    });

    test('and resumed does not ask for the pages it has', async () => {
      await expect(sync(abortAt(6))).rejects.toThrow('killed');
      const seen: string[] = [];
      await sync({ isResuming: true, onProgress: ({ step }) => seen.push(step) });
      expect(seen).not.toContain('user');
    });

    test.each([
      { name: 'without being resumed', isResuming: false, laterMs: 0 },
      { name: 'more than a day ago', isResuming: true, laterMs: 25 * 60 * 60 * 1000 },
    ])('$name starts from the beginning', async ({ isResuming, laterMs }) => {
      await expect(sync(abortAt(2))).rejects.toThrow('killed');
      const report = await sync({ isResuming, nowMs: () => Date.now() + laterMs });
      expect(report).toMatchObject({ isResumed: false, listed: { user: PEOPLE } });
    });

    test('resuming a sync that ended well starts from the beginning', async () => {
      await sync();
      expect(await sync({ isResuming: true })).toMatchObject({ isResumed: false });
    });

    test('a run that was taken over fails at its next page instead of writing', async () => {
      let other: Promise<unknown> | undefined;
      const first = sync({
        onProgress: () => {
          other ??= sync({ isResuming: true });
        },
      });
      // Which of the two comes first with its next page is open; one of them always ends well.
      const outcomes = await Promise.allSettled([first, first.catch(() => other).then(() => other)]);
      expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { code: 'sync_lost' } });
      expect(outcomes[1]).toMatchObject({ status: 'fulfilled' });
    });
  });

  describe('what Clerk does not list any more', () => {
    test('is removed: a person with memberships and sessions, an organization, a member', async () => {
      await sync();
      const { db } = engine.directory();
      const sessionOf = (userId: string, id: string) => {
        const event = buildEvent('session', 'created', { id, name: 'active', atMs: 1, eventId: id });
        return { ...event, data: { ...(event.data as object), user_id: userId } };
      };
      await applyEvent(db, sessionOf(person(1), 'sess_gone'));
      await applyEvent(db, sessionOf(person(2), 'sess_stays'));
      await api().users.deleteUser(person(1));
      await api().organizations.deleteOrganization(group(0));
      await api().organizations.deleteOrganizationMembership({
        organizationId: group(3),
        userId: person(2),
      });
      const report = await sync({ isMassDeletionAllowed: true });
      // Of group 1, 2 and 3 the person; of group 0 its creator; and the member.
      expect(report.removed).toEqual({ user: 1, organization: 1, membership: 5, session: 1 });
      expect(await readUser(person(1))).toMatchObject({ firstName: null, email: null, versionMs: 0 });
      expect((await readUser(person(1)))?.deletedAtMs).not.toBeNull();
      expect(await present(organizations)).toEqual(groups.slice(1).toSorted());
      expect(await present(memberships)).toHaveLength(MEMBERS - 5);
      const left = await db.select().from(sessions).where(isNull(sessions.deletedAtMs));
      expect(left.map(({ id }) => id)).toEqual(['sess_stays']);
    });

    test('stays when an event about it came since the sync began', async () => {
      await sync();
      const { db } = engine.directory();
      const later = Date.now() + 60_000;
      await applyEvent(
        db,
        buildEvent('user', 'created', { id: 'user_new', name: 'New', atMs: later, eventId: 'msg_new' }),
      );
      expect((await sync()).removed.user).toBe(0);
      expect(await readUser('user_new')).toMatchObject({ firstName: 'New', deletedAtMs: null });
    });

    test('stays while Clerk knows it, even if the list lacked it', async () => {
      const { db } = engine.directory();
      let backdated = '';
      // After the first page, a user is imported as older than all others, and a webhook reports it.
      const importing = onceBetween(async () => {
        const createdAt = new Date(1_000_000_000_000);
        const user = await api().users.createUser({
          emailAddress: ['imported@acme.test'],
          skipPasswordRequirement: true,
          createdAt,
        });
        backdated = user.id;
        await applyEvent(
          db,
          buildEvent('user', 'created', { id: user.id, name: 'Old', atMs: 5, eventId: 'msg_old' }),
        );
      });
      const report = await sync(importing);
      expect(report).toMatchObject({ removed: { user: 0 }, listed: { user: PEOPLE } });
      expect(await readUser(backdated)).toMatchObject({ email: 'imported@acme.test', deletedAtMs: null });
    });

    test('is not removed when too much is missing, unless that is allowed', async () => {
      await sync();
      for (const id of people.slice(1, 5)) await api().users.deleteUser(id);
      await expect(sync()).rejects.toMatchObject({
        code: 'mass_deletion',
        message: expect.stringContaining('Clerk lists 19 of the 23 users in the mirror: 4 would be removed.'),
      });
      expect(await present(users)).toHaveLength(PEOPLE);
      const report = await sync({ isResuming: true, isMassDeletionAllowed: true });
      expect(report).toMatchObject({ isResumed: true, removed: { user: 4 } });
      expect(await present(users)).toHaveLength(PEOPLE - 4);
    });

    test('keys of another instance remove nothing', async () => {
      const { db } = engine.directory();
      await sync();
      await clerk.reset();
      await expect(sync()).rejects.toMatchObject({ code: 'mass_deletion' });
      expect(await db.$count(users, isNull(users.deletedAtMs))).toBe(PEOPLE);
    });
  });

  describe('webhooks that are processed meanwhile', () => {
    test('a newer state is not overwritten by the older one that is listed after it', async () => {
      const { db } = engine.directory();
      const atMs = Date.now() + 5000;
      const event = buildEvent('user', 'updated', {
        id: person(20),
        name: 'Newer',
        atMs,
        eventId: 'msg_newer',
      });
      const report = await sync(onceBetween(() => applyEvent(db, event)));
      expect(report.changed.user).toBe(PEOPLE - 1);
      expect(await readUser(person(20))).toMatchObject({ firstName: 'Newer', versionMs: atMs });
    });

    test('a user who was deleted by a webhook is not revived by the list', async () => {
      const { db } = engine.directory();
      await applyEvent(db, buildEvent('user', 'deleted', { id: person(0), atMs: 5, eventId: 'msg_del' }));
      await sync();
      expect(await readUser(person(0))).toMatchObject({ firstName: null, deletedAtMs: 5 });
    });

    test('a user who moved up in the list because others were deleted is not missed', async () => {
      const deleting = onceBetween(() =>
        Promise.all(people.slice(0, 2).map((id) => api().users.deleteUser(id))),
      );
      await sync(deleting);
      expect(await present(users)).toEqual(people.toSorted());
      await sync();
      expect(await present(users)).toEqual(people.slice(2).toSorted());
    });

    test('what a webhook missed is repaired', async () => {
      await sync();
      await api().users.updateUser(person(4), { firstName: 'Changed' });
      expect(await sync()).toMatchObject({ changed: { user: 1, organization: 0, membership: 0 } });
      expect(await readUser(person(4))).toMatchObject({ firstName: 'Changed' });
    });
  });

  describe('a Clerk in trouble', () => {
    /** The fault holds for the first requests; `wait` ends it, as time would. */
    const recovering = (retries: Retry[], after: number): Partial<SyncOptions> => ({
      requestsPerSecond: 1e9,
      onRetry: (retry) => {
        retries.push(retry);
        if (retries.length === after) clerk.faults.clear();
      },
    });

    test.each([
      { answer: 429, status: 429, least: 1000 },
      { answer: 500, status: 500, least: 500 },
      { answer: 'down', status: undefined, least: 500 },
    ] as const)(
      '$answer three times is waited for, and nothing is missing',
      async ({ answer, status, least }) => {
        clerk.faults.set({ answer });
        const retries: Retry[] = [];
        expect(await sync(recovering(retries, 3))).toMatchObject({ listed: { user: PEOPLE } });
        expect(retries.map((retry) => retry.status)).toEqual([status, status, status]);
        for (const { waitMs } of retries) expect(waitMs).toBeGreaterThanOrEqual(least);
      },
    );

    test.each([429, 500, 'down'] as const)(
      '%s for ever ends the run, which is resumed later',
      async (answer) => {
        const killed = abortAt(2);
        await expect(sync(killed)).rejects.toThrow('killed');
        clerk.faults.set({ answer });
        const retries: Retry[] = [];
        await expect(sync({ isResuming: true, ...recovering(retries, 0) })).rejects.toMatchObject({
          code: 'clerk_unavailable',
        });
        expect(retries).toHaveLength(7);
        clerk.faults.clear();
        expect(await sync({ isResuming: true })).toMatchObject({ isResumed: true, listed: { user: PEOPLE } });
      },
    );

    test('a refused key ends the run at once and is not shown', async () => {
      const retries: Retry[] = [];
      const attempt = sync({
        clerk: { secretKey: 'sk_live_WRONG', apiUrl: clerk.url },
        ...recovering(retries, 0),
      });
      await expect(attempt).rejects.toMatchObject({ code: 'clerk_refused' });
      await expect(attempt).rejects.not.toThrow(/WRONG/);
      expect(retries).toEqual([]);
    });
  });
});
