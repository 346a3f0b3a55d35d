import { type OrganizationTarget, targetKey } from '../registry/organization-target.ts';
import {
  MISSING_ORGANIZATION_COOKIE,
  REOPEN_COOKIE,
  STALE_CLIENT_COOKIE,
  TOKEN_SIZE_COOKIE,
} from '../stored-names.ts';
import type { ArrivedRequest } from './read-request.ts';

/** What session sync has found out in this browser and noted in cookies. A note can only refuse, never let in. */
type CookieValues = ReadonlyMap<string, string>;

/** Whether session sync found that this `__client_uat` belongs to no live session. */
export function isStaleClient(cookies: CookieValues, clientUatSeconds: number): boolean {
  return cookies.get(STALE_CLIENT_COOKIE) === String(clientUatSeconds);
}

/** Whether session sync has just found that the browser drops the token, because of its size. */
export function isTokenTooLarge(cookies: CookieValues): boolean {
  return /^\d{4,6}$/.test(cookies.get(TOKEN_SIZE_COOKIE) ?? '');
}

/** Whether session sync found that the user is no member of the organization that the address names. */
export function isTargetMissing(cookies: CookieValues, target: OrganizationTarget | null): boolean {
  return target !== null && cookies.get(MISSING_ORGANIZATION_COOKIE) === targetKey(target);
}

/**
 * Lets a session sync page that is still there know that the app answers the navigation: with a download, or with nothing to show.
 *
 * @param headers Of the app's answer; they get a `Set-Cookie` where session sync had noted that it opens the page again.
 */
export function noteReopened(
  headers: Headers,
  { kind, cookies, address }: Pick<ArrivedRequest, 'kind' | 'cookies' | 'address'>,
): void {
  const isNavigation = kind === 'document' || kind === 'frame' || kind === 'submission';
  if (!isNavigation || !cookies.values.has(REOPEN_COOKIE)) return;
  headers.append('set-cookie', `${REOPEN_COOKIE}=; Path=${address.browserPath}; Max-Age=0; SameSite=Lax`);
}
