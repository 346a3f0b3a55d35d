import { DatabaseAway, PageHeader } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import type { Message } from '../../../support/ticket.ts';
import { TicketStatusBadge } from '../../../support/ticket-status.tsx';
import { findTicket } from '../../../support/ticket-store.ts';

export const metadata: Metadata = { title: 'Ticket' };

export default async function TicketPage({ params }: PageProps<'/tickets/[id]'>) {
  const { userId } = await requireUser();
  const found = await findTicket(userId, (await params).id);
  if (!found.ok) return <DatabaseAway what="Your tickets" />;
  const ticket = found.value;
  if (!ticket) notFound();
  return (
    <div className="max-w-3xl">
      <p className="mb-3 text-sm">
        <Link href="/" className="text-accent hover:underline">
          All tickets
        </Link>
      </p>
      <PageHeader
        title={ticket.subject}
        lead={
          <>
            <span className="font-mono text-base">{ticket.id}</span> · {ticket.area}
          </>
        }
        action={<TicketStatusBadge status={ticket.status} />}
      />
      <ol className="space-y-4">
        {ticket.messages.map((message) => (
          <MessageView key={message.key} message={message} />
        ))}
      </ol>
    </div>
  );
}

function MessageView({ message: { from, text, sentAt, isByActor } }: { message: Message }) {
  const isOurs = from !== 'customer';
  const time = new Date(sentAt).toLocaleString('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return (
    <li className={`rounded-xl border border-line p-5 ${isOurs ? 'bg-accent-soft' : 'bg-surface'}`}>
      <p className="mb-1.5 flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="font-semibold">{isOurs ? from : isByActor ? 'Acme support, for you' : 'You'}</span>
        <time dateTime={sentAt} className={isOurs ? '' : 'text-ink-soft'}>
          {time} UTC
        </time>
      </p>
      <p className="leading-relaxed break-words whitespace-pre-line">{text}</p>
    </li>
  );
}
