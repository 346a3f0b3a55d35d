import { SEED_PASSWORD, TestBrowser } from '@repo/clerk-local/testing';
import { TOTP, URI } from 'otpauth';
import type { LocalClerk, LocalClerkOptions } from '../src/index.ts';
import { startTestClerk } from './start-test-clerk.ts';

const STEP_MS = 30_000;

/** An authenticator app: knows what the QR code said, and the time. */
export class Authenticator {
  readonly #totp: TOTP;
  readonly #nowMs: () => number;

  constructor(uri: string, nowMs: () => number) {
    const parsed = URI.parse(uri);
    if (!(parsed instanceof TOTP)) throw new Error('The QR code is of no authenticator app.');
    this.#totp = parsed;
    this.#nowMs = nowMs;
  }

  /** The code of the current step; of a later or earlier one with `steps`. */
  code(steps = 0): string {
    return this.#totp.generate({ timestamp: this.#nowMs() + steps * STEP_MS });
  }
}

/** A local Clerk whose time stands still until the test moves it, in the middle of a step. */
export async function startAtRest(
  options: Partial<LocalClerkOptions> = {},
): Promise<{ clerk: LocalClerk; time: { nowMs: number; step(): void } }> {
  const time = {
    nowMs: 1_800_000_015_000,
    step: () => {
      time.nowMs += STEP_MS;
    },
  };
  return { clerk: await startTestClerk({ nowMs: () => time.nowMs, ...options }), time };
}

/** Ada with an authenticator app, set up and proven in the browser `ada`; the next code is unused. */
export async function startWithTotp(options: Partial<LocalClerkOptions> = {}) {
  const { clerk, time } = await startAtRest(options);
  const ada = new TestBrowser(clerk);
  await ada.signInWithPassword('ada@acme.test', SEED_PASSWORD);
  const { body } = await ada.post('/v1/me/totp');
  const app = new Authenticator(body.response.uri, () => time.nowMs);
  const proven = await ada.post('/v1/me/totp/attempt_verification', { code: app.code() });
  const backupCodes: string[] = proven.body.response.backup_codes;
  time.step();
  return { clerk, time, ada, app, backupCodes };
}
