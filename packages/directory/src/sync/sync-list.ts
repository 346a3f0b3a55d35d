import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { type ObjectChange, readListed } from '../events/read-change.ts';
import { mergeChanges } from '../objects/merge-statement.ts';
import type { Database } from '../storage/database.ts';
import { organizations, syncSeen } from '../storage/schema.ts';
import type { ClerkListing, ListedPage } from './clerk-listing.ts';
import { type ListedKind, nextPosition, START, type SyncCursor } from './sync-cursor.ts';
import { saveCursor } from './sync-state.ts';

/** What one step of a sync works with. */
export interface SyncStep {
  readonly db: Database;
  readonly listing: ClerkListing;
  readonly syncId: string;
  readonly pageSize: number;
}

/** How far a list is. */
export interface ListProgress {
  readonly cursor: SyncCursor;
  readonly done: number;
  /** Clerk's own count at this moment. */
  readonly total: number;
}

/** Writes the next page of users or organizations, together with the progress of the sync. */
export async function takePage(
  { db, listing, syncId, pageSize }: SyncStep,
  kind: 'user' | 'organization',
  cursor: SyncCursor,
): Promise<ListProgress> {
  const list = kind === 'user' ? listing.users : listing.organizations;
  const page = await list({ offset: cursor.position.offset, limit: pageSize });
  const following = kind === 'user' ? 'organization' : 'membership';
  return db.transaction(async (tx) => {
    const { isSeen, next } = await placePage(tx, { kind, page, cursor, pageSize });
    const taken = isSeen ? await takeObjects(tx, { kind, page, cursor }) : cursor;
    const moved: SyncCursor = next
      ? { ...taken, position: next }
      : { ...taken, step: following, position: START };
    await saveCursor(tx, syncId, moved);
    return { cursor: moved, done: moved.listed[kind], total: page.total };
  });
}

/** Writes the next page of members, one organization after the other. `done` and `total` count organizations. */
export async function takeMembers(
  { db, listing, syncId, pageSize }: SyncStep,
  cursor: SyncCursor,
): Promise<ListProgress> {
  const organizationId = cursor.organizationId ?? (await nextOrganization(db, ''));
  const total = await countOrganizations(db, '');
  if (organizationId === undefined) {
    const moved = toRemoval(cursor);
    await saveCursor(db, syncId, moved);
    return { cursor: moved, done: total, total };
  }
  const page = await listing.members(organizationId, { offset: cursor.position.offset, limit: pageSize });
  return db.transaction(async (tx) => {
    const { isSeen, next } = await placePage(tx, { kind: 'membership', page, cursor, pageSize });
    const taken = isSeen ? await takeObjects(tx, { kind: 'membership', page, cursor }) : cursor;
    const following = next ? organizationId : await nextOrganization(tx, organizationId);
    const moved: SyncCursor =
      following === undefined
        ? toRemoval(taken)
        : { ...taken, organizationId: following, position: next ?? START };
    await saveCursor(tx, syncId, moved);
    const left = following === undefined ? 0 : 1 + (await countOrganizations(tx, following));
    return { cursor: moved, done: total - left, total };
  });
}

function toRemoval(cursor: SyncCursor): SyncCursor {
  return { ...cursor, step: 'removal', organizationId: null, position: START };
}

interface Page {
  readonly kind: ListedKind;
  readonly page: ListedPage;
  readonly cursor: SyncCursor;
}

async function placePage(
  tx: Database,
  { kind, page, cursor, pageSize }: Page & { readonly pageSize: number },
): Promise<ReturnType<typeof nextPosition>> {
  const first = idOf(page.objects[0]);
  const seen = first === undefined ? [] : await findSeen(tx, kind, [first]);
  return nextPosition(
    cursor.position,
    { length: page.objects.length, isFirstSeen: seen.length > 0 },
    pageSize,
  );
}

async function takeObjects(tx: Database, { kind, page, cursor }: Page): Promise<SyncCursor> {
  const ids = page.objects.map(idOf).filter((id) => id !== undefined);
  const known = new Set(await findSeen(tx, kind, ids));
  const { changed, unreadable } = await writeListed(tx, kind, page.objects);
  const isNew = (id: string) => !known.has(id);
  return {
    ...cursor,
    listed: { ...cursor.listed, [kind]: cursor.listed[kind] + new Set(ids.filter(isNew)).size },
    changed: { ...cursor.changed, [kind]: cursor.changed[kind] + changed },
    unreadable: cursor.unreadable + unreadable,
  };
}

/**
 * Writes what Clerk lists, where nothing newer is there already, and notes that it exists.
 *
 * @returns How many rows changed, and how many objects are in an unknown form.
 */
export async function writeListed(
  tx: Database,
  kind: ListedKind,
  objects: readonly unknown[],
): Promise<{ readonly changed: number; readonly unreadable: number }> {
  const changes = new Map<string, ObjectChange>();
  for (const object of objects) {
    const change = readListed(kind, object);
    if (change) changes.set(change.id, change);
  }
  const changed = await mergeChanges(tx, kind, [...changes.values()]);
  const ids = new Set(objects.map(idOf).filter((id) => id !== undefined));
  const rows = [...ids].map((id) => ({ kind, id }));
  if (rows.length > 0) await tx.insert(syncSeen).values(rows).onConflictDoNothing();
  return { changed, unreadable: ids.size - changes.size };
}

/** Those of the ids that the sync knows to exist. */
export async function findSeen(tx: Database, kind: ListedKind, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select({ id: syncSeen.id })
    .from(syncSeen)
    .where(and(eq(syncSeen.kind, kind), inArray(syncSeen.id, [...ids])));
  return rows.map(({ id }) => id);
}

async function nextOrganization(db: Database, afterId: string): Promise<string | undefined> {
  const [next] = await db
    .select({ id: organizations.id })
    .from(organizations)
    .where(isListedAfter(afterId))
    .orderBy(asc(sql`${organizations.id} collate "C"`))
    .limit(1);
  return next?.id;
}

function countOrganizations(db: Database, afterId: string): Promise<number> {
  return db.$count(organizations, isListedAfter(afterId));
}

/** Organizations that Clerk listed in this sync and did not delete since. */
function isListedAfter(afterId: string): SQL | undefined {
  return and(
    isNull(organizations.deletedAtMs),
    sql`${organizations.id} collate "C" > ${afterId}`,
    sql`exists (select from ${syncSeen} where ${syncSeen.kind} = 'organization' and ${syncSeen.id} = ${organizations.id})`,
  );
}

function idOf(object: unknown): string | undefined {
  if (typeof object !== 'object' || object === null || !('id' in object)) return undefined;
  return typeof object.id === 'string' ? object.id : undefined;
}
