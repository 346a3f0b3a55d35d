import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';

const settingsSchema = z.strictObject({ mode: z.enum(['off', 'on']) });

/** `on`: a password from a browser in which the person has had no session takes a code by mail besides, as in new Clerk instances. */
export type ClientTrustMode = 'off' | 'on';

/** Whether new browsers have to be proven. Other processes: `PUT <url>/__local/client-trust`. */
export interface ClientTrust {
  set(mode: ClientTrustMode): void;
  read(): { mode: ClientTrustMode };
  /** Back to what the local Clerk was started with. */
  clear(): void;
}

export function createClientTrust(initial: ClientTrustMode): ClientTrust {
  let mode = initial;
  return {
    set: (next) => {
      mode = next;
    },
    read: () => ({ mode }),
    clear: () => {
      mode = initial;
    },
  };
}

/** @throws {ApiError} 400 `client_trust_invalid`. */
export function parseClientTrustMode(input: unknown): ClientTrustMode {
  const { success, data } = settingsSchema.safeParse(input);
  if (success) return data.mode;
  throw new ApiError(400, 'client_trust_invalid', 'Send {"mode": "on"} or {"mode": "off"}.');
}
