import type { InboxMessageRow } from '../store/instance-rows.ts';
import type { Store } from '../store/store.ts';

/** A message that a real Clerk would have mailed. */
export type InboxMessage = Pick<InboxMessageRow, 'to' | 'subject' | 'text' | 'code' | 'createdAtMs'>;

/** The messages of one local Clerk; it keeps the latest 200. */
export interface Inbox {
  /** Oldest first. @param address Only those to this address, in any letter case. */
  messages(address?: string): InboxMessage[];
  /** The code in the latest message with one. @returns undefined: none was mailed to this address. */
  latestCode(address: string): string | undefined;
}

export function createInbox({ inbox }: Store): Inbox {
  const messages = (address?: string): InboxMessage[] =>
    inbox
      .list(({ to }) => address === undefined || to.toLowerCase() === address.toLowerCase())
      .map(({ to, subject, text, code, createdAtMs }) => ({ to, subject, text, code, createdAtMs }));
  return {
    messages,
    latestCode: (address) => messages(address).findLast(({ code }) => code !== null)?.code ?? undefined,
  };
}
