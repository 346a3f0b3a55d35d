import { fieldErrors, formFields, typedText } from '@repo/ui/fields';
import { z } from 'zod';

export type TicketStatus = 'waiting for us' | 'waiting for you' | 'solved';

export interface Message {
  /** Of this message among those of all tickets. */
  key: number;
  from: 'customer' | 'Acme support';
  /** Whether somebody wrote it who acted as its author (impersonation). */
  isByActor: boolean;
  text: string;
  /** ISO 8601, UTC. */
  sentAt: string;
}

export interface TicketSummary {
  /** `T-` and a number, unique across customers. */
  id: string;
  subject: string;
  area: string;
  status: TicketStatus;
}

export interface Ticket extends TicketSummary {
  /** Oldest first, at least one. */
  messages: readonly Message[];
}

export const AREAS = ['Billing', 'Planning', 'Integrations', 'Something else'] as const;
export type Area = (typeof AREAS)[number];

export interface TicketDraft {
  subject: string;
  area: Area;
  text: string;
}

/** What is wrong with each field, in sentences for the customer. */
export type TicketErrors = Partial<Record<keyof TicketDraft, string>>;

export const SUBJECT_MAX = 80;
export const TEXT_MAX = 2_000;

export type ParsedTicket = { ok: true; draft: TicketDraft } | { ok: false; errors: TicketErrors };

const draft = z.object({
  subject: typedText({
    minLength: 3,
    maxLength: SUBJECT_MAX,
    lines: 'one',
    message: `Use 3 to ${SUBJECT_MAX} characters.`,
  }),
  area: z.enum(AREAS, 'Choose one of the areas.'),
  text: typedText({
    minLength: 10,
    maxLength: TEXT_MAX,
    lines: 'many',
    message: `Describe it in 10 to ${TEXT_MAX} characters.`,
  }),
});

/** Reads a new ticket from a form; every value is untrusted. */
export function parseTicketDraft(form: unknown): ParsedTicket {
  const parsed = draft.safeParse(formFields(form));
  if (parsed.success) return { ok: true, draft: parsed.data };
  return { ok: false, errors: fieldErrors(parsed.error, ['subject', 'area', 'text']) };
}

/** The fields as they were typed, to fill the form with again. */
export type TypedTicket = Readonly<Record<keyof TicketDraft, string>>;

/** @param form Untrusted: what is no text is empty, and text is cut to a length that no field accepts. */
export function typedTicket(form: unknown): TypedTicket {
  const fields = formFields(form);
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 2 * TEXT_MAX) : '');
  return { subject: text(fields.subject), area: text(fields.area), text: text(fields.text) };
}
