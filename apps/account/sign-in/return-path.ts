import {
  currentSession,
  RETURN_SHORTENED_PARAMETER,
  SESSION_ENDED_PARAMETER,
  safeReturnUrl,
} from '@repo/auth/server';
import { redirect } from 'next/navigation';

type SearchParams = Record<string, string | string[] | undefined>;

/** Where a user goes after signing in here, and how the two forms pass that on to each other. */
export interface ReturnPath {
  /** Absolute, on one of our origins. */
  returnUrl: string;
  /** Query for the link to the other form: `?redirect_url=…`, or empty when no return URL was requested. */
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
  const {
    redirect_url: asked,
    [SESSION_ENDED_PARAMETER]: isEnded,
    [RETURN_SHORTENED_PARAMETER]: shortened,
  } = await searchParams;
  const returnUrl = safeReturnUrl(asked, 'account');
  // When another app has found that the session ended, our own token proves nothing; Clerk's form asks Clerk.
  if (isEnded === undefined && (await currentSession())) redirect(returnUrl);
  return {
    returnUrl,
    isShortened: shortened !== undefined,
    query: asked === undefined ? '' : `?${new URLSearchParams({ redirect_url: returnUrl })}`,
  };
}
