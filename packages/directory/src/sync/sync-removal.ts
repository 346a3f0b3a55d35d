import { and, eq, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { DirectoryError } from '../errors.ts';
import { absence } from '../events/read-change.ts';
import { mergeChanges, TABLES } from '../objects/merge-statement.ts';
import type { ObjectKind } from '../objects/mirrored-objects.ts';
import type { Database } from '../storage/database.ts';
import { memberships, organizations, sessions, syncSeen, users } from '../storage/schema.ts';
import { MOST_IDS } from './clerk-listing.ts';
import { LISTED_KINDS, type ListedKind, type SyncCursor } from './sync-cursor.ts';
import { findSeen, type SyncStep, writeListed } from './sync-list.ts';
import { saveCursor } from './sync-state.ts';

/** The share of a kind that may be removed without `isMassDeletionAllowed`. */
const REMOVED_SHARE = 0.1;

/**
 * Whether so much is missing that the keys are rather those of another instance than the objects gone: all of it, or more than
 * one object and more than a tenth.
 *
 * @param missing Of `known`.
 * @internal Exported for its test.
 */
export function isMassDeletion(missing: number, known: number): boolean {
  return missing > 0 && (missing === known || missing > Math.max(1, known * REMOVED_SHARE));
}

export interface RemovalOptions {
  /** Unix milliseconds. What was created or changed since may not have been listed and is left alone. */
  readonly startedAtMs: number;
  readonly isMassDeletionAllowed: boolean;
  readonly nowMs: () => number;
}

/**
 * Refuses to go on when too much is missing.
 *
 * @throws {DirectoryError} `mass_deletion`: nothing was removed.
 */
export async function assertFewMissing(db: Database, startedAtMs: number): Promise<void> {
  for (const kind of LISTED_KINDS) {
    const missing = await db.$count(TABLES[kind], isMissing(kind, startedAtMs));
    const known = await db.$count(TABLES[kind], isNull(TABLES[kind].deletedAtMs));
    if (!isMassDeletion(missing, known)) continue;
    const problem = `Clerk lists ${known - missing} of the ${known} ${kind}s in the mirror: ${missing} would be removed.`;
    throw new DirectoryError('mass_deletion', problem);
  }
}

/**
 * Asks Clerk for up to a hundred objects that its lists lacked, and removes those it does not know: a list may have missed one,
 * and a removal is for good.
 *
 * @returns undefined: nothing of this kind is missing any more.
 */
export async function removeMissing(
  { db, listing, syncId }: SyncStep,
  kind: ListedKind,
  cursor: SyncCursor,
  { startedAtMs, nowMs }: RemovalOptions,
): Promise<SyncCursor | undefined> {
  const missing = await findMissing(db, kind, startedAtMs);
  if (missing.ids.length === 0) return undefined;
  const { objects } =
    kind === 'user'
      ? await listing.usersById(missing.ids)
      : kind === 'organization'
        ? await listing.organizationsById(missing.ids)
        : await listing.membersById(missing.organizationId, missing.userIds);
  return db.transaction(async (tx) => {
    const { changed } = await writeListed(tx, kind, objects);
    const existing = new Set(await findSeen(tx, kind, missing.ids));
    const gone = missing.ids.filter((id) => !existing.has(id));
    const removed = await removeAll(tx, kind, gone, nowMs());
    const moved: SyncCursor = {
      ...cursor,
      changed: { ...cursor.changed, [kind]: cursor.changed[kind] + changed },
      removed: { ...cursor.removed, [kind]: cursor.removed[kind] + removed },
    };
    await saveCursor(tx, syncId, moved);
    return moved;
  });
}

/** Removes up to a thousand memberships or sessions of people and organizations that are gone. @returns undefined: there are none. */
export async function removeOrphans(
  { db, syncId }: SyncStep,
  kind: 'membership' | 'session',
  cursor: SyncCursor,
  { nowMs }: RemovalOptions,
): Promise<SyncCursor | undefined> {
  return db.transaction(async (tx) => {
    const table = TABLES[kind];
    const orphans = await tx
      .select({ id: table.id })
      .from(table)
      .where(
        and(isNull(table.deletedAtMs), kind === 'session' ? isSessionWithoutUser : isMembershipWithoutOwner),
      )
      .limit(1000);
    if (orphans.length === 0) return undefined;
    const removed = await removeAll(
      tx,
      kind,
      orphans.map(({ id }) => id),
      nowMs(),
    );
    const moved = { ...cursor, removed: { ...cursor.removed, [kind]: cursor.removed[kind] + removed } };
    await saveCursor(tx, syncId, moved);
    return moved;
  });
}

const isSessionWithoutUser = sql`exists (select from ${users} where ${users.id} = ${sessions.userId}
  and ${users.deletedAtMs} is not null)`;
const isMembershipWithoutOwner = sql`(exists (select from ${users} where ${users.id} = ${memberships.userId}
  and ${users.deletedAtMs} is not null)
  or exists (select from ${organizations} where ${organizations.id} = ${memberships.organizationId}
  and ${organizations.deletedAtMs} is not null))`;

/** Not listed, known since before the sync began, and without an event since. */
function isMissing(kind: ListedKind, startedAtMs: number): SQL | undefined {
  const table = TABLES[kind];
  return and(
    isNull(table.deletedAtMs),
    lt(table.versionMs, startedAtMs),
    lt(table.eventAtMs, startedAtMs),
    sql`not exists (select from ${syncSeen} where ${syncSeen.kind} = ${kind} and ${syncSeen.id} = ${table.id})`,
    // The others follow without being asked for, once their person or organization is gone.
    kind === 'membership' ? isMemberOfSeen : undefined,
  );
}

const isMemberOfSeen = sql`exists (select from ${syncSeen} where ${syncSeen.kind} = 'user'
  and ${syncSeen.id} = ${memberships.userId})
  and exists (select from ${syncSeen} where ${syncSeen.kind} = 'organization'
  and ${syncSeen.id} = ${memberships.organizationId})`;

interface Missing {
  readonly ids: readonly string[];
  /** Of memberships, which Clerk can be asked for by these only: all of one organization. */
  readonly organizationId: string;
  readonly userIds: readonly string[];
}

async function findMissing(db: Database, kind: ListedKind, startedAtMs: number): Promise<Missing> {
  const where = isMissing(kind, startedAtMs);
  if (kind !== 'membership') {
    const { id } = TABLES[kind];
    const rows = await db.select({ id }).from(TABLES[kind]).where(where).limit(MOST_IDS);
    return { ids: rows.map((row) => row.id), organizationId: '', userIds: [] };
  }
  const { id, userId, organizationId } = memberships;
  const [first] = await db.select({ organizationId }).from(memberships).where(where).limit(1);
  if (!first?.organizationId) return { ids: [], organizationId: '', userIds: [] };
  const rows = await db
    .select({ id, userId })
    .from(memberships)
    .where(and(where, eq(organizationId, first.organizationId)))
    .limit(MOST_IDS);
  return {
    ids: rows.map((row) => row.id),
    organizationId: first.organizationId,
    userIds: rows.map((row) => row.userId).filter((each) => each !== null),
  };
}

function removeAll(tx: Database, kind: ObjectKind, ids: readonly string[], nowMs: number): Promise<number> {
  const changes = ids.map((id) => absence(kind, id, nowMs));
  return mergeChanges(tx, kind, changes);
}
