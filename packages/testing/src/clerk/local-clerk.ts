import { z } from 'zod';
import { SsoTestError } from '../errors.ts';
import type { ClerkInstance } from '../target.ts';

const messagesSchema = z.object({
  messages: z.array(
    z.object({ to: z.string(), subject: z.string(), text: z.string(), code: z.string().nullable() }),
  ),
});

const clockSchema = z.object({ offsetMs: z.number() });

/** A mail that a real instance would have sent. */
export type Mail = Readonly<z.infer<typeof messagesSchema>['messages'][number]>;

/** Every address with this in it accepts one code, and no mail is sent. @source Clerk docs "Test emails and phones". */
const TEST_ADDRESS = '+clerk_test@';
const TEST_CODE = '424242';

/** Mails of the local Clerk. */
export interface Inbox {
  /** Newest first. @throws {SsoTestError} `local_clerk_only`. */
  messages(email: string): Promise<readonly Mail[]>;
  /**
   * One-time code in the newest mail to an address; it may still be on its way, so repeat with `expect.poll`, or wait for the
   * form that asks for it. Test addresses (`+clerk_test`) accept 424242 on every instance.
   *
   * @throws {SsoTestError} `no_mail`; `local_clerk_only`.
   */
  latestCode(email: string): Promise<string>;
}

export function createInbox(clerk: ClerkInstance): Inbox {
  const messages = async (email: string) => {
    const url = `${localUrl(clerk, 'Mails')}/inbox.json`;
    const all = messagesSchema.parse(await (await fetch(url)).json()).messages;
    return all.filter(({ to }) => to.toLowerCase() === email.toLowerCase());
  };
  return {
    messages,
    latestCode: async (email) => {
      if (email.includes(TEST_ADDRESS)) return TEST_CODE;
      const code = (await messages(email)).find((mail) => mail.code !== null)?.code;
      if (code) return code;
      throw new SsoTestError('no_mail', `No mail with a code has arrived for ${email}.`);
    },
  };
}

/** The time of the local Clerk, which all workers share. */
export interface ClerkClock {
  /** Moves it, relative to where it is. @throws {SsoTestError} `local_clerk_only`. */
  advance(ms: number): Promise<void>;
  /** Puts it back to where `advance` found it first; nothing, if it was never called. */
  restore(): Promise<void>;
}

export function createClock(clerk: ClerkInstance): ClerkClock {
  let before: number | undefined;
  const url = () => `${localUrl(clerk, 'Moves in time')}/__local/clock`;
  const set = (offsetMs: number) => fetch(url(), { method: 'PUT', body: JSON.stringify({ offsetMs }) });
  return {
    advance: async (ms) => {
      const { offsetMs } = clockSchema.parse(await (await fetch(url())).json());
      before ??= offsetMs;
      await set(offsetMs + ms);
    },
    restore: async () => {
      if (before !== undefined) await set(before);
      before = undefined;
    },
  };
}

function localUrl({ kind, apiUrl }: ClerkInstance, what: string): string {
  if (kind === 'local' && apiUrl !== undefined) return apiUrl;
  throw new SsoTestError('local_clerk_only', `${what} exist with the local Clerk only; this one is hosted.`);
}
