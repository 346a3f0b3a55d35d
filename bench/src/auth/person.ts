import type { LocalClerk } from 'clerk-local';
import { TestBrowser } from 'clerk-local/testing';

const MINTED_AT_ONCE = 8;

/** A user who is signed in at the local Clerk, as one app's browser cookies show it. */
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
 * Signs Ada of the seed in, through the Frontend API.
 *
 * @param origin The app's; it becomes the tokens' `azp`.
 */
export async function signIn(clerk: LocalClerk, origin: string): Promise<Person> {
  const browser = new TestBrowser(clerk, { origin });
  const { userId } = await browser.signInAs('user_ada');
  return {
    userId,
    async mintCookies(count) {
      const mint = async () => browser.appCookies(await browser.mintToken());
      const headers: string[] = [];
      while (headers.length < count) {
        const batch = Math.min(MINTED_AT_ONCE, count - headers.length);
        headers.push(...(await Promise.all(Array.from({ length: batch }, mint))));
      }
      return headers;
    },
  };
}
