import { currentSession, SESSION_ENDED_PARAMETER, safeReturnUrl } from '@repo/auth/server';
import { redirect } from 'next/navigation';

type SearchParams = Record<string, string | string[] | undefined>;

/** Where somebody who signs in here goes next, and how the two forms hand that on to each other. */
export interface ReturnPath {
  /** Absolute, on one of our origins. */
  returnUrl: string;
  /** Query for the link to the other form: `?redirect_url=…`, or empty when nobody asked to return anywhere. */
  query: string;
}

/**
 * Reads `redirect_url` of a sign-in or sign-up page.
 *
 * @returns Only for strangers: a person who is signed in already is redirected at once, unless the session is said to be over.
 */
export async function resolveReturnPath(searchParams: Promise<SearchParams>): Promise<ReturnPath> {
  const { redirect_url: asked, [SESSION_ENDED_PARAMETER]: isEnded } = await searchParams;
  const returnUrl = safeReturnUrl(asked, 'account');
  // Where another app has found the session to be over, our token proves nothing: Clerk's form asks Clerk.
  if (isEnded === undefined && (await currentSession())) redirect(returnUrl);
  return {
    returnUrl,
    query: asked === undefined ? '' : `?${new URLSearchParams({ redirect_url: returnUrl })}`,
  };
}
