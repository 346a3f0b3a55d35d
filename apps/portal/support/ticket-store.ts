import 'server-only';
import {
  type Author,
  type DatabaseResult,
  findTicket as find,
  listTickets as list,
  openTicket as open,
  type TicketRow,
  unlessAway,
} from '@repo/data';
import { portalDatabase } from '../directory/portal-directory.ts';
import type { Ticket, TicketDraft, TicketSummary } from './ticket.ts';

/**
 * Lists the tickets of one customer, newest first. A new customer gets two examples.
 *
 * @param userId The signed-in customer; take it from a guard, never from a request.
 */
export function listTickets(userId: string): Promise<DatabaseResult<readonly TicketSummary[]>> {
  return unlessAway(async () => (await list((await portalDatabase()).db, userId)).map(toSummary));
}

/** Finds a ticket of this customer; another customer's id returns null, like one that does not exist. */
export function findTicket(userId: string, id: string): Promise<DatabaseResult<Ticket | null>> {
  return unlessAway(async () => {
    // Nine digits: more are no number of PostgreSQL's `integer`.
    const [, number] = /^T-([0-9]{1,9})$/.exec(id) ?? [];
    const found = number ? await find((await portalDatabase()).db, userId, Number(number)) : null;
    if (!found) return null;
    const messages = found.messages.map(({ id: key, side, actorId, text, sentAtMs }) => ({
      key,
      from: side === 'customer' ? ('customer' as const) : ('Acme support' as const),
      isByActor: actorId !== null,
      text,
      sentAt: new Date(sentAtMs).toISOString(),
    }));
    return { ...toSummary(found.ticket), messages };
  });
}

/**
 * Opens a ticket.
 *
 * @returns Its id; `full`: the customer has as many as are kept; `owner-deleted`: Clerk has reported that.
 */
export function openTicket(
  author: Author,
  draft: TicketDraft,
): Promise<DatabaseResult<`T-${number}` | 'full' | 'owner-deleted'>> {
  return unlessAway(async () => {
    const opened = await open((await portalDatabase()).db, author, draft);
    return typeof opened === 'number' ? (`T-${opened}` as const) : opened;
  });
}

function toSummary({ number, subject, area, status }: TicketRow): TicketSummary {
  return { id: `T-${number}`, subject, area, status };
}
