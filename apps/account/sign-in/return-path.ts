import {
  currentSession,
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
  /** The address to come back to was too long: signing in leads to the front page of the app. */
  isShortened: boolean;
}

/**
 * Reads `redirect_url` of a sign-in or sign-up page.
 *
 * @returns Only for anonymous visitors: a user who is signed in already is redirected at once, unless another app reports the session as ended.
 */
export async function resolveReturnPath(searchParams: Promise<SearchParams>): Promise<ReturnPath> {
  const { redirect_url: asked, ...marks } = await searchParams;
  const returnUrl = safeReturnUrl(asked, 'account');
  // When another app has found that the session ended, our own token proves nothing; Clerk's form asks Clerk.
  if (marks[SESSION_ENDED_PARAMETER] === undefined && (await currentSession())) redirect(returnUrl);
  const isShortened = marks[RETURN_SHORTENED_PARAMETER] !== undefined;
  const query = new URLSearchParams();
  if (asked !== undefined) query.set('redirect_url', returnUrl);
  if (isShortened) query.set(RETURN_SHORTENED_PARAMETER, '1');
  return { returnUrl, isShortened, query: query.size === 0 ? '' : `?${query}` };
}
