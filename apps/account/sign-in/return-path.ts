import {
  currentSession,
  isReturnUrlTooLong,
  RETURN_SHORTENED_PARAMETER,
  SESSION_ENDED_PARAMETER,
  safeReturnUrl,
} from '@subdomain-sso/auth/server';
import { redirect } from 'next/navigation';

type SearchParams = Record<string, string | string[] | undefined>;

/** Where a user goes after signing in here, and how the two forms pass that on to each other. */
export interface ReturnPath {
  /** Absolute, on one of our origins. */
  returnUrl: string;
  /** Query for the link to the other form, with its question mark; empty when there is nothing to pass on. */
  query: string;
  /** The address to come back to was too long: it leads to the front page of the app. */
  isShortened: boolean;
  /** Only together with `isShortened`: the user is told so before they go there. */
  isSignedIn: boolean;
}

/**
 * Reads `redirect_url` of a sign-in or sign-up page.
 *
 * @returns For a user who is signed in already only where the address was too long: else they are redirected at once, unless
 *   another app reports the session as ended.
 */
export async function resolveReturnPath(searchParams: Promise<SearchParams>): Promise<ReturnPath> {
  const { redirect_url: asked, ...marks } = await searchParams;
  const returnUrl = safeReturnUrl(asked, 'account');
  const isShortened = marks[RETURN_SHORTENED_PARAMETER] !== undefined || isReturnUrlTooLong(asked);
  // When another app has found that the session ended, our own token proves nothing; Clerk's form asks Clerk.
  const isSignedIn = marks[SESSION_ENDED_PARAMETER] === undefined && (await currentSession()) !== null;
  if (isSignedIn && !isShortened) redirect(returnUrl);
  const query = new URLSearchParams();
  if (asked !== undefined) query.set('redirect_url', returnUrl);
  if (isShortened) query.set(RETURN_SHORTENED_PARAMETER, '1');
  return { returnUrl, isShortened, isSignedIn, query: query.size === 0 ? '' : `?${query}` };
}
