import type { TokenFault } from '@subdomain-sso/auth/reasons';
import { noteName, STALE_CLIENT_COOKIE } from '@subdomain-sso/auth/stored-names';
import type { HopFacts, TokenClaims } from '../trace.ts';

/** Whether a browser goes on to `location`. @source Fetch standard: redirect status. */
export function isRedirect({ status, location }: Pick<HopFacts, 'status' | 'location'>): boolean {
  return location !== null && [301, 302, 303, 307, 308].includes(status ?? 0);
}

/**
 * Whether the browser says that a session is live somewhere under the root domain: a `__client_uat*` above 0 was sent, and
 * session sync has not noted in a cookie that it is stale.
 */
export function hasActiveClient(hop: HopFacts): boolean {
  if (hop.cookiesSent.some(({ name }) => STALE_NOTES.includes(name))) return false;
  return hop.cookiesSent.some(({ name, value }) => name.startsWith('__client_uat') && Number(value) > 0);
}

/** Over https with its prefix; without it from apps of an earlier version, and on this machine. */
const STALE_NOTES: readonly string[] = [noteName(STALE_CLIENT_COOKIE, 'https:'), STALE_CLIENT_COOKIE];

/** Handshakes Clerk's SDK has counted within the last two seconds. @source `@clerk/backend` 3.20.1 `checkAndTrackRedirectLoop`. */
export function handshakeCount(hop: HopFacts): number {
  return Number(hop.cookiesSent.find(({ name }) => name === '__clerk_redirect_count')?.value ?? 0);
}

/**
 * The session token in force after a hop: the one it set, else the one that was sent.
 *
 * @returns Unverified claims; null: none, or removed by this hop.
 */
export function sessionToken(hop: HopFacts): TokenClaims | 'unreadable' | null {
  const changed = hop.cookiesSet.filter(
    ({ name, action }) => name.startsWith('__session') && action !== 'refused',
  );
  if (changed.length > 0) return preferSuffixed(changed.filter(({ action }) => action === 'set'));
  return preferSuffixed(hop.cookiesSent.filter(({ name }) => name.startsWith('__session')));
}

/** What is wrong with the session token that a hop sent, by its own claims; null: nothing, or there is none. */
export function tokenFault(hop: HopFacts): TokenFault | null {
  const token = preferSuffixed(hop.cookiesSent.filter(({ name }) => name.startsWith('__session')));
  if (token === null) return null;
  if (token === 'unreadable') return 'token_malformed';
  if (token.azp === null) return 'azp_missing';
  if (!hop.url.startsWith(`${token.azp}/`)) return 'azp_foreign';
  return token.expiresInSeconds !== null && token.expiresInSeconds <= 0 ? 'token_expired' : null;
}

/** The suffixed cookie belongs to one Clerk instance, the plain one to any instance: Clerk's SDK prefers the suffixed one. */
function preferSuffixed(cookies: readonly Pick<HopFacts['cookiesSent'][number], 'name' | 'token'>[]) {
  return (cookies.find(({ name }) => name !== '__session') ?? cookies[0])?.token ?? null;
}
