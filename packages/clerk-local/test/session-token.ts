import type { LocalClerk } from '../src/index.ts';
import { ACCOUNT_ORIGIN, SEED_PASSWORD } from './start-test-clerk.ts';
import { TestBrowser } from './test-browser.ts';

/** Signs somebody of the seed in and mints a session token for the account app. */
export async function mintSessionToken(
  { url }: LocalClerk,
  identifier = 'ada@acme.test',
): Promise<{ token: string; sessionId: string; browser: TestBrowser }> {
  const browser = new TestBrowser(url, ACCOUNT_ORIGIN);
  const { body } = await browser.signIn(identifier, SEED_PASSWORD);
  const sessionId: string = body.response.created_session_id;
  const answer = await browser.post(`/v1/client/sessions/${sessionId}/tokens`);
  return { token: answer.body.jwt, sessionId, browser };
}
