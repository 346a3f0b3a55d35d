import { expect, type Page } from '@playwright/test';
import { SsoTestError } from '../errors.ts';

/** The part of clerk-js that is read here. It puts itself into `window`. */
interface ClerkJs {
  readonly loaded?: boolean;
  readonly user?: { readonly emailAddresses: readonly { readonly emailAddress: string }[] } | null;
  readonly session?: { getToken(options: { skipCache: boolean }): Promise<string | null> } | null;
  setActive(options: { organization: string }): Promise<void>;
}

/** Whom clerk-js knows in a page. `loading`: it is not there yet, or the page is changing. */
export type SeenUser =
  | { readonly state: 'loading' | 'signed out' }
  | { readonly state: 'signed in'; readonly emails: readonly string[] };

/** Reads once whom a page knows. Never fails: a page may reload in that moment. */
export async function readUser(page: Page): Promise<SeenUser> {
  return page
    .evaluate((): SeenUser => {
      const { Clerk } = window as { Clerk?: ClerkJs };
      if (!Clerk?.loaded) return { state: 'loading' };
      if (!Clerk.user) return { state: 'signed out' };
      return {
        state: 'signed in',
        emails: Clerk.user.emailAddresses.map(({ emailAddress }) => emailAddress),
      };
    })
    .catch((): SeenUser => ({ state: 'loading' }));
}

/**
 * Mints a session token as the page of an app does, so that its `azp` is the page's origin. It lives for a minute.
 *
 * @throws {SsoTestError} `not_signed_in`.
 */
export async function mintToken(page: Page): Promise<string> {
  let token: string | null | undefined;
  // A page may load once more after the session has changed, and is asked again then.
  await expect(async () => {
    token = await page.evaluate(() => {
      const { Clerk } = window as { Clerk?: ClerkJs };
      if (!Clerk?.loaded) throw new Error('clerk-js has not loaded.');
      return Clerk.session?.getToken({ skipCache: true });
    });
  }).toPass({ timeout: LOADS_WITHIN_MS });
  if (token) return token;
  throw new SsoTestError('not_signed_in', `clerk-js has no session on ${page.url()}.`);
}

/** Ends a wait for a page without clerk-js. */
const LOADS_WITHIN_MS = 30_000;

/** Makes an organization the active one, as Clerk's own switcher does. */
export async function activateOrganization(page: Page, organization: string): Promise<void> {
  await page.evaluate((id) => {
    const { Clerk } = window as { Clerk?: ClerkJs };
    return Clerk?.setActive({ organization: id });
  }, organization);
}
