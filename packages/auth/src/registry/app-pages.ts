import type { Topology } from './topology.ts';

/** Path, in every app, of the page for a signed-in user who has no access; `?reason=` holds the `Refusal`. */
export const NO_ACCESS_PATH = '/no-access';

/** Query parameter of the sign-in page: this browser was found signed out, and only Clerk may say otherwise. */
export const SESSION_ENDED_PARAMETER = 'session_ended';

/**
 * A page of the primary app, where users sign in and manage their account.
 *
 * @returns Absolute URL; undefined where the primary app has no deployment.
 */
export function primaryUrl(
  { primaryOrigin }: Pick<Topology, 'primaryOrigin'>,
  path: '/' | '/sign-in' | '/sign-up',
): string | undefined {
  return primaryOrigin === null ? undefined : `${primaryOrigin}${path}`;
}

/**
 * The sign-in page that leads back to `returnUrl`.
 *
 * @param options `returnUrl`: absolute. `isSessionEnded`: Clerk has just reported here that the session is over; the sign-in
 *   page must then ignore its own token, which stays valid for up to a minute, or it would redirect straight back.
 * @returns Absolute URL; undefined where the primary app has no deployment.
 */
export function signInUrl(
  topology: Pick<Topology, 'primaryOrigin'>,
  { returnUrl, isSessionEnded }: { readonly returnUrl: string; readonly isSessionEnded: boolean },
): string | undefined {
  const page = primaryUrl(topology, '/sign-in');
  if (!page) return undefined;
  const query = new URLSearchParams({ redirect_url: returnUrl });
  if (isSessionEnded) query.set(SESSION_ENDED_PARAMETER, '1');
  return `${page}?${query}`;
}
