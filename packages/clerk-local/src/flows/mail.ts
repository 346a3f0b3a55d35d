import type { Instance } from '../instance/instance.ts';
import { newId } from '../store/ids.ts';

const KEPT_MESSAGES = 200;

export interface Mail {
  to: string;
  subject: string;
  text: string;
  code?: string;
  /** Clerk's name of the template. */
  slug?: string;
}

/** Puts a message into the inbox that a real instance would have mailed; the inbox holds the latest 200. */
export function sendMail(instance: Instance, { to, subject, text, code, slug }: Mail): void {
  const { inbox } = instance.store;
  inbox.set({
    id: newId('msg'),
    to,
    subject,
    text,
    code: code ?? null,
    slug: slug ?? null,
    createdAtMs: instance.nowMs(),
  });
  const surplus = inbox.list().slice(0, -KEPT_MESSAGES);
  for (const message of surplus) inbox.delete(message.id);
  instance.log({ kind: 'mail', to, subject });
}
