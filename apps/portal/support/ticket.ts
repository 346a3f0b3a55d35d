export type TicketStatus = 'waiting for us' | 'waiting for you' | 'solved';

export interface Message {
  from: 'customer' | 'Acme support';
  text: string;
  /** ISO 8601, UTC. */
  sentAt: string;
}

export interface Ticket {
  /** `T-` and a number, unique across customers. */
  id: string;
  subject: string;
  area: Area;
  status: TicketStatus;
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

/** Reads a new ticket from a form; every value is untrusted. */
export function parseTicketDraft(form: FormData): ParsedTicket {
  const subject = textOf(form, 'subject');
  const text = textOf(form, 'text');
  const area = AREAS.find((known) => known === form.get('area'));
  const errors: TicketErrors = {};
  if (subject.length < 3 || subject.length > SUBJECT_MAX)
    errors.subject = `Use 3 to ${SUBJECT_MAX} characters.`;
  if (text.length < 10 || text.length > TEXT_MAX)
    errors.text = `Describe it in 10 to ${TEXT_MAX} characters.`;
  if (!area) {
    errors.area = 'Choose one of the areas.';
    return { ok: false, errors };
  }
  return errors.subject || errors.text ? { ok: false, errors } : { ok: true, draft: { subject, area, text } };
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}
