import { isReturnUrlTooLong } from './return-url.ts';
import type { Topology } from './topology.ts';

/** Query parameter of the sign-in page: this browser was found signed out, and only Clerk may say otherwise. */
export const SESSION_ENDED_PARAMETER = 'session_ended';

/** Query parameter of the sign-in page: the address to come back to was too long, so sign-in leads to the app's front page. */
export const RETURN_SHORTENED_PARAMETER = 'return_shortened';

/** Characters of the sign-in page's URL, in which the return URL is encoded once more. Servers accept about 16 KiB of headers. */
const SIGN_IN_URL_LIMIT = 12_288;

/** The front page of the primary app, where users manage their account; undefined where it has no deployment. */
export function primaryHomeUrl({ primaryOrigin }: Pick<Topology, 'primaryOrigin'>): string | undefined {
  return primaryOrigin === null ? undefined : `${primaryOrigin}/`;
}

/**
 * The sign-in page that leads back to `returnUrl`.
 *
 * @param options `returnUrl`: absolute; empty: sign-in leads to the page that it leads to by itself. `isSessionEnded`: Clerk has
 *   just reported here that the session is over; the sign-in page must then ignore its own token, which stays valid for up to a
 *   minute, or it would redirect straight back.
 * @returns Absolute URL; undefined where the primary app has no deployment.
 */
export function signInUrlFor(
  { signInUrl }: Pick<Topology, 'signInUrl'>,
  { returnUrl, isSessionEnded }: { readonly returnUrl: string; readonly isSessionEnded: boolean },
): string | undefined {
  if (signInUrl === null) return undefined;
  const query = new URLSearchParams();
  if (returnUrl) query.set('redirect_url', returnUrl);
  if (isReturnUrlTooLong(returnUrl) || query.toString().length > SIGN_IN_URL_LIMIT) {
    query.set('redirect_url', `${new URL(returnUrl).origin}/`);
    query.set(RETURN_SHORTENED_PARAMETER, '1');
  }
  if (isSessionEnded) query.set(SESSION_ENDED_PARAMETER, '1');
  if (query.size === 0) return signInUrl;
  return `${signInUrl}${signInUrl.includes('?') ? '&' : '?'}${query}`;
}
