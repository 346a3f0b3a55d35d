import type { Database } from '@repo/directory';
import { and, asc, desc, eq } from 'drizzle-orm';
import { asOwner, isKnownOwner } from '../owners/own.ts';
import { messages, tickets } from '../storage/schema.ts';
import { EXAMPLE_TICKETS } from './example-tickets.ts';

export type TicketRow = Readonly<typeof tickets.$inferSelect>;
export type MessageRow = Readonly<typeof messages.$inferSelect>;

/** Who writes: the user of the session, and the user who acts as them where one does. */
export interface Author {
  readonly userId: string;
  readonly actorId: string | null;
}

/** Tickets per customer. */
const TICKETS_PER_CUSTOMER = 50;

/**
 * Lists the tickets of one customer, newest first. A new customer gets two examples.
 *
 * @param customerId The signed-in customer; from a guard, never from a request.
 */
export async function listTickets(
  db: Database,
  customerId: string,
  nowMs = Date.now(),
): Promise<readonly TicketRow[]> {
  if (await isKnownOwner(db, 'tickets', customerId)) return select(db, customerId);
  const listed = await asCustomer(db, customerId, nowMs, (tx) => select(tx, customerId));
  return listed === 'owner-deleted' ? [] : listed;
}

/** Finds a ticket of this customer, its messages oldest first; another customer's number returns null, like one that does not exist. */
export async function findTicket(
  db: Database,
  customerId: string,
  number: number,
): Promise<{ readonly ticket: TicketRow; readonly messages: readonly MessageRow[] } | null> {
  const own = and(eq(tickets.customerId, customerId), eq(tickets.number, number));
  const [ticket] = await db.select().from(tickets).where(own);
  if (!ticket) return null;
  const sent = eq(messages.ticketNumber, ticket.number);
  return { ticket, messages: await db.select().from(messages).where(sent).orderBy(asc(messages.id)) };
}

/**
 * Opens a ticket with its first message.
 *
 * @returns Its number, or `full` when the customer already has `TICKETS_PER_CUSTOMER`.
 */
export function openTicket(
  db: Database,
  { userId, actorId }: Author,
  draft: { readonly subject: string; readonly area: string; readonly text: string },
  nowMs = Date.now(),
): Promise<number | 'full' | 'owner-deleted'> {
  return asCustomer(db, userId, nowMs, async (tx) => {
    if ((await tx.$count(tickets, eq(tickets.customerId, userId))) >= TICKETS_PER_CUSTOMER)
      return 'full' as const;
    const { subject, area, text } = draft;
    const number = await insertTicket(tx, {
      customerId: userId,
      subject,
      area,
      status: 'waiting for us',
      createdAtMs: nowMs,
    });
    await tx
      .insert(messages)
      .values({ ticketNumber: number, side: 'customer', authorId: userId, actorId, text, sentAtMs: nowMs });
    return number;
  });
}

async function insertTicket(tx: Database, row: typeof tickets.$inferInsert): Promise<number> {
  const [inserted] = await tx.insert(tickets).values(row).returning({ number: tickets.number });
  if (!inserted) throw new TypeError('PostgreSQL returns the row that it inserted.');
  return inserted.number;
}

function select(db: Database, customerId: string): Promise<TicketRow[]> {
  return db.select().from(tickets).where(eq(tickets.customerId, customerId)).orderBy(desc(tickets.number));
}

function asCustomer<Result>(
  db: Database,
  customerId: string,
  nowMs: number,
  work: (tx: Database) => Promise<Result>,
): Promise<Result | 'owner-deleted'> {
  const examples = async (tx: Database) => {
    for (const { conversation, ...ticket } of EXAMPLE_TICKETS) {
      const [first] = conversation;
      const createdAtMs = first?.sentAtMs ?? nowMs;
      const ticketNumber = await insertTicket(tx, { customerId, ...ticket, createdAtMs });
      await tx.insert(messages).values(conversation.map((message) => ({ ticketNumber, ...message })));
    }
  };
  return asOwner(db, { kind: 'tickets', ownerId: customerId, nowMs }, examples, work);
}
