import { sql } from 'drizzle-orm';
import { bigint, boolean, index, jsonb, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core';

/** A schema of its own: the database may be one that a team has tables of its own in, and `users` is a common name. */
export const directory = pgSchema('directory');

/** Unix milliseconds: a JavaScript number holds them exactly. */
const ms = () => bigint({ mode: 'number' });

/**
 * How new a row is. The largest wins, whatever arrives when: deleted before alive, then by these three in turn.
 * What Clerk says of an object may come late, twice, or from a sync; see `merge-statement.ts`.
 */
const version = {
  /** The object's own `updated_at`; of a deletion the time of the event. 0: a sync found the object gone. */
  versionMs: ms().notNull(),
  /** When the event happened that brought this state. */
  eventAtMs: ms().notNull(),
  /** Decides between events of one millisecond: created before updated before the rest, then the delivery's id. */
  eventTie: text().notNull(),
  /** Set: the object is gone for good. All that was known of it is erased, its id stays so that nothing revives it. */
  deletedAtMs: ms(),
};

/** A person. The columns beside the version are null where Clerk has no value, and all of them once deleted. */
export const users = directory.table(
  'users',
  {
    id: text().primaryKey(),
    firstName: text(),
    lastName: text(),
    username: text(),
    /** The primary one, as Clerk writes it. */
    email: text(),
    /** All of them, primary first. */
    emails: jsonb().$type<readonly string[]>(),
    imageUrl: text(),
    externalId: text(),
    isBanned: boolean(),
    isLocked: boolean(),
    publicMetadata: jsonb().$type<Readonly<Record<string, unknown>>>(),
    lastSignInAtMs: ms(),
    lastActiveAtMs: ms(),
    createdAtMs: ms(),
    updatedAtMs: ms(),
    ...version,
  },
  (table) => [index('users_age').on(table.createdAtMs, table.id)],
);

export const organizations = directory.table(
  'organizations',
  {
    id: text().primaryKey(),
    name: text(),
    slug: text(),
    imageUrl: text(),
    createdBy: text(),
    publicMetadata: jsonb().$type<Readonly<Record<string, unknown>>>(),
    createdAtMs: ms(),
    updatedAtMs: ms(),
    ...version,
  },
  (table) => [index('organizations_slug').on(table.slug)],
);

/**
 * Who is in which organization. No foreign keys: a membership often arrives before its user or its organization does,
 * and is shown once all three are there.
 */
export const memberships = directory.table(
  'memberships',
  {
    id: text().primaryKey(),
    userId: text(),
    organizationId: text(),
    role: text(),
    publicMetadata: jsonb().$type<Readonly<Record<string, unknown>>>(),
    createdAtMs: ms(),
    updatedAtMs: ms(),
    ...version,
  },
  (table) => [
    index('memberships_user').on(table.userId),
    index('memberships_organization').on(table.organizationId, table.id),
  ],
);

export const sessions = directory.table(
  'sessions',
  {
    id: text().primaryKey(),
    userId: text(),
    clientId: text(),
    /** As Clerk last reported it. Clerk sends no event when a session expires: compare `expireAtMs` with the clock. */
    status: text(),
    /** The user who acts as this one (impersonation), where there is one. */
    actorId: text(),
    lastActiveOrganizationId: text(),
    lastActiveAtMs: ms(),
    expireAtMs: ms(),
    abandonAtMs: ms(),
    createdAtMs: ms(),
    updatedAtMs: ms(),
    ...version,
  },
  (table) => [index('sessions_user').on(table.userId)],
);

/** Every delivery that was processed, so that a second one of the same event is recognised. See `removeOldEvents`. */
export const receivedEvents = directory.table(
  'received_events',
  {
    /** `svix-id`. */
    id: text().primaryKey(),
    type: text().notNull(),
    eventAtMs: ms().notNull(),
    receivedAtMs: ms().notNull(),
    /** Only of events that are not understood: mirrored objects are in their tables, and e-mails hold sign-in codes. */
    payload: jsonb().$type<unknown>(),
  },
  (table) => [index('received_events_age').on(table.receivedAtMs).where(sql`${table.payload} is null`)],
);

/** How far the latest sync came: at most one row. */
export const syncState = directory.table('sync_state', {
  id: text().primaryKey(),
  startedAtMs: ms().notNull(),
  finishedAtMs: ms(),
  /** Where to go on; its shape is `SyncCursor`. */
  cursor: jsonb().$type<unknown>().notNull(),
});

/** Objects that Clerk listed in the running sync. An object that is missing here at its end may be gone. Empty between syncs. */
export const syncSeen = directory.table(
  'sync_seen',
  { kind: text().notNull(), id: text().notNull() },
  (table) => [primaryKey({ columns: [table.kind, table.id] })],
);
