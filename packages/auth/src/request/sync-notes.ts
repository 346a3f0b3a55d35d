import { type OrganizationTarget, targetKey } from '../registry/organization-target.ts';
import {
  MISSING_ORGANIZATION_COOKIE,
  noteAttributes,
  noteName,
  REOPEN_COOKIE,
  STALE_CLIENT_COOKIE,
  TOKEN_SIZE_COOKIE,
} from '../stored-names.ts';
import type { Cookies } from './cookies.ts';
import type { ArrivedRequest } from './read-request.ts';

/**
 * What session sync has found out in this browser and noted in cookies. A note can only refuse, never let in. Still a sibling app must
 * not write one: it would keep a user out, or make a signed-in user an anonymous one.
 *
 * @param name Of the note. @param ownOrigin Of the app, from the registry: its scheme decides about the name.
 * @returns undefined: there is none, or two that differ, of which one was planted.
 */
export function readNote(
  { values, ambiguousNames }: Pick<Cookies, 'values' | 'ambiguousNames'>,
  name: `__sso_${string}`,
  ownOrigin: string,
): string | undefined {
  const full = noteName(name, ownOrigin);
  return ambiguousNames.has(full) ? undefined : values.get(full);
}

type Notes = Pick<Cookies, 'values' | 'ambiguousNames'>;

/** Whether session sync found that this `__client_uat` belongs to no live session. */
export function isStaleClient(
  { cookies, clientUatSeconds }: { readonly cookies: Notes; readonly clientUatSeconds: number },
  ownOrigin: string,
): boolean {
  return readNote(cookies, STALE_CLIENT_COOKIE, ownOrigin) === String(clientUatSeconds);
}

/** The line that deletes the note about a stale `__client_uat`: it counts for one redirect to the sign-in page, so none can loop. */
export function staleClientDeletion(ownOrigin: string): string {
  return `${noteName(STALE_CLIENT_COOKIE, ownOrigin)}=; Path=/; Max-Age=0; ${noteAttributes(ownOrigin)}`;
}

/** Whether the browser sent the note about a stale `__client_uat`, with whatever value. */
export function hasStaleNote({ values }: Pick<Cookies, 'values'>, ownOrigin: string): boolean {
  return values.has(noteName(STALE_CLIENT_COOKIE, ownOrigin));
}

/**
 * Names of cookies that only a sibling app can have set for the parent domain: no page of this package sets one there.
 *
 * @returns Those that came.
 */
export function plantedNotes({ values }: Pick<Cookies, 'values'>): string[] {
  return [STALE_CLIENT_COOKIE, MISSING_ORGANIZATION_COOKIE, TOKEN_SIZE_COOKIE].filter((name) =>
    values.has(name),
  );
}

/** Whether session sync has just found that the browser drops the token, because of its size. */
export function isTokenTooLarge(cookies: Notes, ownOrigin: string): boolean {
  return /^\d{4,6}$/.test(readNote(cookies, TOKEN_SIZE_COOKIE, ownOrigin) ?? '');
}

/** Whether session sync found that the user is no member of the organization that the address names. */
export function isTargetMissing(
  cookies: Notes,
  target: OrganizationTarget | null,
  ownOrigin: string,
): boolean {
  return target !== null && readNote(cookies, MISSING_ORGANIZATION_COOKIE, ownOrigin) === targetKey(target);
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
