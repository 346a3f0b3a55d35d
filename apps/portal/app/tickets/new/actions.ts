'use server';

import { requireUser } from '@subdomain-sso/auth/server';
import { redirect } from 'next/navigation';
import { parseTicketDraft, type TicketErrors } from '../../../support/ticket.ts';
import { openTicket } from '../../../support/ticket-store.ts';

export interface OpenTicketState {
  errors: TicketErrors;
  /** A sentence about the whole form; empty before the first attempt. */
  message: string;
}

/** Opens a ticket for the signed-in user and shows it; the user is never read from the form. */
export async function openTicketAction(_previous: OpenTicketState, form: FormData): Promise<OpenTicketState> {
  const { userId } = await requireUser();
  const parsed = parseTicketDraft(form);
  if (!parsed.ok) return { errors: parsed.errors, message: '' };
  const ticket = openTicket(userId, parsed.draft);
  if (!ticket) return { errors: {}, message: 'You have as many tickets as this demonstration keeps.' };
  redirect(`/tickets/${ticket.id}`);
}
