import { createClerkClient } from '@clerk/backend';
import type { LocalClerk } from '@repo/clerk-local';

const MINTED_AT_ONCE = 8;

/** Somebody who is signed in at the local Clerk, as one app's browser cookies show it. */
export interface Person {
  readonly userId: string;
  /**
   * Mints session tokens as clerk-js does for the app's pages. They live 60 s, as Clerk's do: long enough for one turn.
   *
   * @param count >= 1; each token is another.
   * @returns One Cookie header for each token, all names that a browser would send.
   */
  mintCookies(count: number): Promise<readonly string[]>;
}

/**
 * Signs the first person of the seed in, through the Frontend API.
 *
 * @param origin The app's; it becomes the tokens' `azp`.
 */
export async function signIn(clerk: LocalClerk, origin: string): Promise<Person> {
  const { url, secretKey, publishableKey } = clerk;
  const backend = createClerkClient({ secretKey, publishableKey, apiUrl: url });
  const { data } = await backend.users.getUserList({ limit: 1 });
  const userId = data[0]?.id;
  if (!userId) throw new Error('The local Clerk has nobody in its seed.');
  const { token: ticket } = await backend.signInTokens.createSignInToken({ userId, expiresInSeconds: 60 });
  const post = (path: string, headers: Record<string, string>, body: Record<string, string>) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...headers, origin },
      body: new URLSearchParams(body),
    });
  const signedIn = await post('/v1/client/sign_ins', {}, { strategy: 'ticket', ticket });
  // Clerk's documented answer to a sign-in.
  const { response } = (await signedIn.json()) as { response: { created_session_id: string } };
  const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';', 1)[0] ?? '');
  const tokensPath = `/v1/client/sessions/${response.created_session_id}/tokens`;
  // Clerk's own host gets `__client`; an app's gets the rest.
  const clientUats = cookies.filter((pair) => pair.startsWith('__client_uat'));
  const [suffix] = clientUats.flatMap((pair) => /^__client_uat_([^=]+)=/.exec(pair)?.[1] ?? []);
  return {
    userId,
    async mintCookies(count) {
      const mint = async (): Promise<string> => {
        const answer = await post(tokensPath, { cookie: cookies.join('; ') }, {});
        // Clerk's documented answer to a minting call.
        const { jwt } = (await answer.json()) as { jwt: string };
        return [...clientUats, `__session=${jwt}`, `__session_${suffix}=${jwt}`].join('; ');
      };
      const headers: string[] = [];
      while (headers.length < count) {
        const batch = Math.min(MINTED_AT_ONCE, count - headers.length);
        headers.push(...(await Promise.all(Array.from({ length: batch }, mint))));
      }
      return headers;
    },
  };
}
