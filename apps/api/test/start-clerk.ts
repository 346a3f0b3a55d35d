import { createClerkClient } from '@clerk/backend';
import { type LocalClerk, type LocalClerkOptions, startLocalClerk } from '@repo/clerk-local';
import { onTestFinished } from 'vitest';

export const PLATFORM = 'http://platform.acme.localhost:3000';
export const ACADEMY = 'http://academy.acme.localhost:3000';
export const PORTAL = 'http://portal.acme.localhost:3000';

/** A Clerk of this test's own with the origins of the registry. */
export async function startClerk(options: Partial<LocalClerkOptions> = {}): Promise<LocalClerk> {
  const clerk = await startLocalClerk({
    frontendApiHost: 'clerk.acme.localhost:3000',
    rootDomain: 'acme.localhost',
    allowedOrigins: [PLATFORM, ACADEMY, PORTAL],
    homeUrl: PLATFORM,
    signInUrl: `${PLATFORM}/sign-in`,
    signUpUrl: `${PLATFORM}/sign-up`,
    ...options,
  });
  onTestFinished(() => clerk.close());
  return clerk;
}

/** Somebody who signed in, and the tokens that pages of any app get for them. */
export interface SignedIn {
  readonly userId: string;
  readonly sessionId: string;
  /** As `session.getToken()` of a page on that origin. */
  tokenFor(origin: string): Promise<string>;
  /** As a server without a browser gets one: for no origin. */
  tokenForNobody(): Promise<string>;
}

/** Signs a new person in through the real Frontend API. */
export async function signIn(clerk: LocalClerk): Promise<SignedIn> {
  const { url: apiUrl, secretKey, publishableKey } = clerk;
  const backend = createClerkClient({ apiUrl, secretKey, publishableKey, telemetry: { disabled: true } });
  const { id: userId } = await backend.users.createUser({
    emailAddress: [`person-${crypto.randomUUID()}@acme.test`],
    password: crypto.randomUUID(),
  });
  const { token: ticket } = await backend.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 });
  const signedIn = await postForm(
    `${apiUrl}/v1/client/sign_ins`,
    { origin: PLATFORM },
    { strategy: 'ticket', ticket },
  );
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ');
  const { data } = await backend.sessions.getSessionList({ userId });
  const sessionId = data[0]?.id ?? '';
  return {
    userId,
    sessionId,
    async tokenFor(origin) {
      const minted = await postForm(
        `${apiUrl}/v1/client/sessions/${sessionId}/tokens`,
        { origin, cookie },
        {},
      );
      // The answer of the Frontend API; an assertion on the token follows in every test.
      return ((await minted.json()) as { jwt: string }).jwt;
    },
    tokenForNobody: async () => (await backend.sessions.getToken(sessionId)).jwt,
  };
}

async function postForm(
  url: string,
  headers: Record<string, string>,
  fields: Record<string, string>,
): Promise<Response> {
  const response = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response;
}
