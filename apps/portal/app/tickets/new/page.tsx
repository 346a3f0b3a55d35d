import { PageHeader } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { TicketForm } from './ticket-form.tsx';

export const metadata: Metadata = { title: 'New ticket' };

export default async function NewTicketPage() {
  await requireUser();
  return (
    <div className="max-w-xl">
      <PageHeader
        title="New ticket"
        lead="Tell us what you expected and what happened instead. We answer on working days."
      />
      <TicketForm />
    </div>
  );
}
