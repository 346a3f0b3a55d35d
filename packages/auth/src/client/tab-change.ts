import type { Posture } from '../define-sso.ts';

/** Who a tab shows, or who the browser is now. `null`: nobody, or no organization. */
export interface TabState {
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly organizationId: string | null;
}

/**
 * What a tab does when another one changed the session.
 * `reload`: the page was made for another session; load it again, and hide it at once where it is another person's.
 * `adopt`: the page may stay; Clerk's components and the server's parts follow.
 */
export type TabChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'adopt' }
  | { readonly kind: 'reload'; readonly cover: 'signed-out' | 'other-person' | null };

/**
 * Decides that, from nothing but the two states, the app's posture and the address.
 *
 * @param isPinned The address names its organization: the tab stays with it, whatever other tabs choose.
 */
export function decideTabChange(
  posture: Posture,
  shown: TabState,
  now: TabState,
  isPinned = false,
): TabChange {
  const isSameOrganization = isPinned || shown.organizationId === now.organizationId;
  if (shown.sessionId === now.sessionId && isSameOrganization) return { kind: 'none' };
  // A mixed page may be the sign-in page, which leads on to another app: only a full load can follow it there.
  if (posture === 'mixed' && shown.userId === null) return { kind: 'reload', cover: null };
  if (!isPersonal(posture) || shown.sessionId === now.sessionId) return { kind: 'adopt' };
  if (now.userId === null) return { kind: 'reload', cover: 'signed-out' };
  return { kind: 'reload', cover: shown.userId === now.userId ? null : 'other-person' };
}

/** Pages of a protected app are made for one person; those of other apps are readable by anyone. */
export function isPersonal(posture: Posture): boolean {
  return posture !== 'public' && posture !== 'mixed';
}
