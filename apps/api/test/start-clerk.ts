import { createClerkClient } from '@clerk/backend';
import type { LocalClerk, LocalClerkOptions } from 'clerk-local';
import { startClerkLocal, TestBrowser } from 'clerk-local/testing';
import { onTestFinished } from 'vitest';

export const PLATFORM = 'http://platform.acme.localhost:3000';
export const ACADEMY = 'http://academy.acme.localhost:3000';
export const PORTAL = 'http://portal.acme.localhost:3000';

/** A Clerk of this test's own with the origins of the registry. */
export async function startClerk(options: Partial<LocalClerkOptions> = {}): Promise<LocalClerk> {
  const clerk = await startClerkLocal({ allowedOrigins: [PLATFORM, ACADEMY, PORTAL], ...options });
  onTestFinished(() => clerk.close());
  return clerk;
}

/** A signed-in user, and the tokens that pages of any app get for them. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  /** As `session.getToken()` of a page on that origin. */
  tokenFor(origin: string): Promise<string>;
  /** As a server without a browser gets one: for no origin. */
  tokenForNobody(): Promise<string>;
}

/** Signs a new user in through the real Frontend API. */
export async function signIn(clerk: LocalClerk): Promise<SignedIn> {
  const { url: apiUrl, secretKey, publishableKey } = clerk;
  const backend = createClerkClient({ apiUrl, secretKey, publishableKey, telemetry: { disabled: true } });
  const { id } = await backend.users.createUser({
    emailAddress: [`person-${crypto.randomUUID()}@acme.test`],
    password: crypto.randomUUID(),
  });
  const browser = new TestBrowser(clerk, { origin: PLATFORM });
  const { userId, sessionId } = await browser.signInAs(id);
  return {
    userId,
    sessionId,
    tokenFor: (origin) => browser.mintToken({ origin }),
    tokenForNobody: async () => (await backend.sessions.getToken(sessionId)).jwt,
  };
}
