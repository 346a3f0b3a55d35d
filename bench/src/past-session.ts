import type { BrowserContext } from '@playwright/test';
import type { BareStack } from '@repo/stack/bare-stack';
import { TestBrowser } from 'clerk-local/testing';

const SIGNED_IN_AGO_MS = 10 * 60_000;
/** Twice as long as a session token is valid. */
const MINTED_AGO_MS = 2 * 60_000;

/** A session that began ten minutes ago in another browser window. */
export interface PastSession {
  readonly userId: string;
  /** Makes a fresh browser the one that this user signed in with; no app has seen it yet. */
  addTo(context: BrowserContext): Promise<void>;
  /** Replaces an app's session token by the one it would have had a minute too long: same user, same azp, expired. */
  expire(context: BrowserContext, origin: string): Promise<void>;
}

/**
 * Signs Ada of the seed in as clerk-js does, on a Clerk whose clock is turned back for a moment. An expired token can then be
 * one that Clerk itself signed, younger than the sign-in, and nothing waits for it to expire.
 *
 * @param setClock Offset of Clerk's clock, milliseconds.
 */
export async function signInInThePast(
  { clerk, clerkOrigin, originOf }: BareStack,
  setClock: (offsetMs: number) => void,
): Promise<PastSession> {
  const browser = new TestBrowser(clerk, { origin: originOf('account') });
  setClock(-SIGNED_IN_AGO_MS);
  const { userId } = await browser.signInAs('user_ada');
  setClock(0);

  const clerkHost = new URL(clerkOrigin).hostname;
  const cookies = browser.cookies.list().map((cookie) => ({
    ...cookie,
    domain: cookie.domain === undefined ? clerkHost : `.${cookie.domain.replace(/^\./, '')}`,
  }));
  const mint = async (origin: string): Promise<string> => {
    setClock(-MINTED_AGO_MS);
    const token = await browser.mintToken({ origin });
    setClock(0);
    return token;
  };
  return {
    userId,
    addTo: (context) => context.addCookies(cookies),
    async expire(context, origin) {
      const value = await mint(origin);
      const held = (await context.cookies(origin)).filter(({ name }) => name.startsWith('__session'));
      await context.addCookies(held.map(({ name }) => ({ name, value, url: origin })));
    },
  };
}
