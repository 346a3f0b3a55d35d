import type { LocalClerkOptions } from '../instance/options.ts';
import { type LocalClerk, serveLocalClerk } from '../start/serve-local-clerk.ts';
import { generateSigningKeyPem } from '../tokens/signing-key.ts';

/** Origins of two apps that a test Clerk serves unless `allowedOrigins` says otherwise. */
export const ACCOUNT_ORIGIN = 'http://account.acme.localhost:3000';
export const PLATFORM_ORIGIN = 'http://platform.acme.localhost:3000';

/** The lowest that bcrypt has: 64 times as fast as the default. */
const LOWEST_PASSWORD_COST = 4;

let sharedKeyPem: string | undefined;

/**
 * Starts a local Clerk for one test, in memory, on a free port. Start options replace the defaults, which fit apps below
 * `acme.localhost:3000`. End it with `close()`.
 *
 * Passwords are hashed at bcrypt's lowest cost, and all test Clerks of a process sign with
 * one key: pass `signingKeyPem` where a test needs another. A defect of the local Clerk becomes an unhandled rejection,
 * which fails the test run. Beside what `serveLocalClerk` returns nothing is needed: `reset()`, `inbox`, `advanceTime()`, `faults`.
 *
 * @throws {LocalClerkError} as `serveLocalClerk`.
 * @example
 * const clerk = await startClerkLocal();
 * onTestFinished(() => clerk.close());
 */
export function startClerkLocal(options: Partial<LocalClerkOptions> = {}): Promise<LocalClerk> {
  const home = options.homeUrl ?? options.allowedOrigins?.[0] ?? ACCOUNT_ORIGIN;
  return serveLocalClerk({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [ACCOUNT_ORIGIN, PLATFORM_ORIGIN],
    homeUrl: home,
    signInUrl: `${home}/sign-in`,
    signUpUrl: `${home}/sign-up`,
    log: (entry) => {
      if (entry.kind === 'failure') queueMicrotask(() => Promise.reject(entry.error));
    },
    passwordCost: LOWEST_PASSWORD_COST,
    ...(options.stateDir === undefined ? { signingKeyPem: signingKeyOfTests() } : {}),
    ...options,
  });
}

function signingKeyOfTests(): string {
  sharedKeyPem ??= generateSigningKeyPem();
  return sharedKeyPem;
}
