import { z } from 'zod';
import { parseSettings } from './parse-settings.ts';

const settingsSchema = z.strictObject({ mode: z.enum(['off', 'on']) });

/** `on`: a password from a browser in which the user has had no session needs a code sent by mail, as in new Clerk instances. */
export type ClientTrustMode = 'off' | 'on';

export interface ClientTrustSettings {
  mode: ClientTrustMode;
}

/** Whether a sign-in from a new browser needs a code. Other processes: `PUT <url>/__local/client-trust`. */
export interface ClientTrust {
  set(mode: ClientTrustMode): void;
  read(): ClientTrustSettings;
  /** Back to the start option. */
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
export function parseClientTrust(input: unknown): ClientTrustSettings {
  return parseSettings(settingsSchema, input, {
    code: 'client_trust_invalid',
    hint: 'Send {"mode": "on"} or {"mode": "off"}.',
  });
}
