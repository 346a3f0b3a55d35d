'use server';

import { requireUser } from '@subdomain-sso/auth/server';
import { redirect } from 'next/navigation';
import {
  parseTicketDraft,
  type TicketErrors,
  type TypedTicket,
  typedTicket,
} from '../../../support/ticket.ts';
import { openTicket } from '../../../support/ticket-store.ts';

export interface OpenTicketState {
  errors: TicketErrors;
  /** A sentence about the whole form; empty before the first attempt. */
  message: string;
  /** What was typed: React empties a form once its action returns. */
  typed: TypedTicket;
}

const AWAY = 'The database cannot be reached just now. Your ticket is not sent yet; try again in a moment.';

const REFUSED = {
  full: 'You have as many tickets as are kept.',
  'owner-deleted': 'This account was deleted.',
} as const;

/** Opens a ticket for the signed-in user and shows it; the user is never read from the form. */
export async function openTicketAction(_previous: OpenTicketState, form: FormData): Promise<OpenTicketState> {
  const { userId, actor } = await requireUser();
  const typed = typedTicket(form);
  const parsed = parseTicketDraft(form);
  if (!parsed.ok) return { errors: parsed.errors, message: '', typed };
  const opened = await openTicket({ userId, actorId: actor?.userId ?? null }, parsed.draft);
  if (!opened.ok) return { errors: {}, message: AWAY, typed };
  if (opened.value === 'full' || opened.value === 'owner-deleted')
    return { errors: {}, message: REFUSED[opened.value], typed };
  redirect(`/tickets/${opened.value}`);
}
