import { SEED_PASSWORD, TestBrowser } from '@repo/clerk-local/testing';
import type { LocalClerk } from '../src/index.ts';

/** Signs a user of the seed in and mints a session token for the account app. */
export async function mintSessionToken(
  clerk: LocalClerk,
  identifier = 'ada@acme.test',
): Promise<{ token: string; sessionId: string; browser: TestBrowser }> {
  const browser = new TestBrowser(clerk);
  const { sessionId } = await browser.signInWithPassword(identifier, SEED_PASSWORD);
  return { token: await browser.mintToken(), sessionId, browser };
}
