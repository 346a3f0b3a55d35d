import type { Ticket, TicketDraft } from './ticket.ts';

interface TicketStore {
  byCustomer: Map<string, Ticket[]>;
  lastNumber: number;
}

/** Tickets per customer; the store is in memory. */
const TICKETS_PER_CUSTOMER = 50;

/** Pages and actions are separate bundles: only the global object is shared by all of them. */
const shared = globalThis as typeof globalThis & { acmeTickets?: TicketStore };
shared.acmeTickets ??= { byCustomer: new Map(), lastNumber: 1_040 };
const store = shared.acmeTickets;

/**
 * Lists the tickets of one customer, newest first. A new customer gets two examples.
 *
 * @param userId The signed-in customer; take it from a guard, never from a request.
 */
export function listTickets(userId: string): readonly Ticket[] {
  const own = store.byCustomer.get(userId) ?? exampleTickets();
  store.byCustomer.set(userId, own);
  return own;
}

/** Finds a ticket of this customer; another customer's id returns null, like one that does not exist. */
export function findTicket(userId: string, id: string): Ticket | null {
  return listTickets(userId).find((ticket) => ticket.id === id) ?? null;
}

/**
 * Opens a ticket.
 *
 * @returns The new ticket, or null when the customer already has `TICKETS_PER_CUSTOMER`.
 */
export function openTicket(userId: string, { subject, area, text }: TicketDraft): Ticket | null {
  const own = listTickets(userId);
  if (own.length >= TICKETS_PER_CUSTOMER) return null;
  const ticket: Ticket = {
    id: nextId(),
    subject,
    area,
    status: 'waiting for us',
    messages: [{ from: 'customer', text, sentAt: new Date().toISOString() }],
  };
  store.byCustomer.set(userId, [ticket, ...own]);
  return ticket;
}

function nextId(): string {
  store.lastNumber += 1;
  return `T-${store.lastNumber}`;
}

function exampleTickets(): Ticket[] {
  return [
    {
      id: nextId(),
      subject: 'Calendar feed shows shifts an hour late',
      area: 'Integrations',
      status: 'waiting for you',
      messages: [
        {
          from: 'customer',
          text: 'Since the clocks changed, the feed in our shared calendar is one hour late. The roster itself is right.',
          sentAt: '2026-11-02T07:42:00Z',
        },
        {
          from: 'Acme support',
          text: 'Thank you, that is enough to see it: the feed was made before your site got a time zone. Please open Integrations, choose the feed and press “Recreate”. Does it look right afterwards?',
          sentAt: '2026-11-02T09:15:00Z',
        },
      ],
    },
    {
      id: nextId(),
      subject: 'Two more seats from next month',
      area: 'Billing',
      status: 'solved',
      messages: [
        {
          from: 'customer',
          text: 'Please add two seats from the first of October.',
          sentAt: '2026-09-18T12:03:00Z',
        },
        {
          from: 'Acme support',
          text: 'Done: 27 seats from 1 October. The next invoice names both amounts.',
          sentAt: '2026-09-18T13:20:00Z',
        },
      ],
    },
  ];
}
