import { bigint, index, integer, pgSchema, primaryKey, text } from 'drizzle-orm/pg-core';

/** A schema of its own, beside the mirror's `directory`, in the same database. */
export const acme = pgSchema('acme');

/** Unix milliseconds: a JavaScript number holds them exactly. */
const ms = () => bigint({ mode: 'number' });

/**
 * Who owns rows, one row for each kind of rows. It says that the examples were written, so that an owner who removes them does
 * not get them again, and it is locked while the rows of one owner are counted and added.
 *
 * No foreign key into the mirror: a user may write before Clerk's webhook about them has arrived.
 */
export const owners = acme.table(
  'owners',
  {
    kind: text().$type<'projects' | 'tickets'>().notNull(),
    /** Of a Clerk user or organization. */
    id: text().notNull(),
    createdAtMs: ms().notNull(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.id] })],
);

export const projects = acme.table(
  'projects',
  {
    id: text().primaryKey(),
    /** Of a Clerk user or organization. */
    ownerId: text().notNull(),
    name: text().notNull(),
    weeklyHours: integer().notNull(),
    status: text().$type<'draft' | 'published'>().notNull(),
    createdAtMs: ms().notNull(),
  },
  (table) => [index('projects_owner').on(table.ownerId, table.createdAtMs)],
);

export const tickets = acme.table(
  'tickets',
  {
    /** Shown as `T-` and this number. */
    number: integer().primaryKey().generatedAlwaysAsIdentity({ startWith: 1041 }),
    customerId: text().notNull(),
    subject: text().notNull(),
    area: text().notNull(),
    status: text().$type<'waiting for us' | 'waiting for you' | 'solved'>().notNull(),
    createdAtMs: ms().notNull(),
  },
  (table) => [index('tickets_customer').on(table.customerId, table.number)],
);

export const messages = acme.table(
  'messages',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    ticketNumber: integer()
      .notNull()
      .references(() => tickets.number, { onDelete: 'cascade' }),
    side: text().$type<'customer' | 'support'>().notNull(),
    /** The user it was written as; null: an example, or the author's account was deleted. */
    authorId: text(),
    /** The user who acted as the author (impersonation): `act` of the token. null: nobody did. */
    actorId: text(),
    text: text().notNull(),
    sentAtMs: ms().notNull(),
  },
  (table) => [index('messages_ticket').on(table.ticketNumber, table.id)],
);

export const contracts = acme.table('contracts', {
  userId: text().primaryKey(),
  /** Six digits. */
  supportPin: text().notNull(),
  /** null: never replaced. */
  changedAtMs: ms(),
});
