import { onTestFinished } from 'vitest';
import {
  generateSigningKeyPem,
  type LocalClerk,
  type LocalClerkOptions,
  startLocalClerk,
} from '../src/index.ts';

/** Origins of two apps that the test Clerk serves. */
export const ACCOUNT_ORIGIN = 'http://account.acme.localhost:3000';
export const PLATFORM_ORIGIN = 'http://platform.acme.localhost:3000';

export const SEED_PASSWORD = 'correct-horse-battery';

/** Making one takes a tenth of a second; a test with `stateDir` gets a key of its own. */
const signingKeyPem = generateSigningKeyPem();

/** Starts a local Clerk of this test's own, in memory, and stops it when the test ends. */
export async function startTestClerk(options: Partial<LocalClerkOptions> = {}): Promise<LocalClerk> {
  const clerk = await startLocalClerk({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [ACCOUNT_ORIGIN, PLATFORM_ORIGIN],
    homeUrl: ACCOUNT_ORIGIN,
    signInUrl: `${ACCOUNT_ORIGIN}/sign-in`,
    signUpUrl: `${ACCOUNT_ORIGIN}/sign-up`,
    // What is a defect of the local Clerk fails the test that met it, whatever the test asserts.
    log: (entry) => {
      if (entry.kind === 'failure') queueMicrotask(() => Promise.reject(entry.error));
    },
    ...(options.stateDir === undefined ? { signingKeyPem } : {}),
    ...options,
  });
  onTestFinished(() => clerk.close());
  return clerk;
}
