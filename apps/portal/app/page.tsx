import { Badge, ButtonLink, Card, DatabaseAway, DataTable, EmptyState, PageHeader } from '@repo/ui';
import { isStaff, requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import Link from 'next/link';
import { orders } from '../support/orders.ts';
import type { TicketSummary } from '../support/ticket.ts';
import { TicketStatusBadge } from '../support/ticket-status.tsx';
import { listTickets } from '../support/ticket-store.ts';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage() {
  const session = await requireUser();
  const tickets = await listTickets(session.userId);
  return (
    <>
      <PageHeader
        title="Your orders and tickets"
        lead="Everything between you and Acme: what you pay for, and what we are working out together."
        action={<ButtonLink href="/tickets/new">New ticket</ButtonLink>}
      />
      <div className="space-y-12">
        <section aria-labelledby="tickets">
          <h2 id="tickets" className="mb-4 text-xl font-semibold">
            Tickets
          </h2>
          {!tickets.ok ? (
            <DatabaseAway what="Your tickets" />
          ) : tickets.value.length === 0 ? (
            <EmptyState title="No tickets">Open one when something is unclear or broken.</EmptyState>
          ) : (
            <TicketList tickets={tickets.value} />
          )}
        </section>
        <section aria-labelledby="orders">
          <h2 id="orders" className="mb-4 text-xl font-semibold">
            Orders
          </h2>
          <DataTable
            caption="Your orders, newest first"
            rows={orders}
            columns={[
              { heading: 'Order', cell: ({ id }) => <span className="font-mono text-sm">{id}</span> },
              { heading: 'What', cell: ({ item }) => item },
              {
                heading: 'Amount',
                cell: ({ amount }) => <span className="whitespace-nowrap tabular-nums">{amount}</span>,
              },
              {
                heading: 'Status',
                cell: ({ status }) => <Badge tone={status === 'paid' ? 'good' : 'wait'}>{status}</Badge>,
              },
            ]}
          />
        </section>
        {isStaff(session) && (
          <Card title="Support desk">
            <p className="mb-4 text-[0.9375rem] text-ink-soft">You work for Acme: look up who is who.</p>
            <ButtonLink look="quiet" href="/people">
              People
            </ButtonLink>
          </Card>
        )}
      </div>
    </>
  );
}

function TicketList({ tickets }: { tickets: readonly TicketSummary[] }) {
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
      {tickets.map(({ id, subject, area, status }) => (
        <li key={id}>
          <Link
            href={`/tickets/${id}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 py-4 -outline-offset-2 hover:bg-sunken"
          >
            <span>
              <span className="block font-medium">{subject}</span>
              <span className="mt-0.5 block text-sm text-ink-soft">
                <span className="font-mono text-[0.8125rem]">{id}</span> · {area}
              </span>
            </span>
            <TicketStatusBadge status={status} />
          </Link>
        </li>
      ))}
    </ul>
  );
}
