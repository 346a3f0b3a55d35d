import type { Posture } from '../registry/define-sso.ts';

/** The session that a tab shows, or that the browser has now. `null`: no user, or no organization. */
export interface TabState {
  readonly userId: string | null;
  readonly sessionId: string | null;
  readonly organizationId: string | null;
}

/**
 * What a tab does when another tab changed the session.
 * `reload`: the page was rendered for another session; load it again, and hide it at once where it shows another user's data.
 * `adopt`: the page may stay; Clerk's components and the parts from the server are updated.
 */
export type TabChange =
  | { readonly kind: 'none' }
  | { readonly kind: 'adopt' }
  | { readonly kind: 'reload'; readonly cover: 'signed-out' | 'other-user' | null };

/**
 * Decides what a tab does when the session has changed.
 *
 * @param change `shown`: what the tab shows. `now`: what the browser has. `isPinned`: the address names its organization, so the
 *   tab keeps it when other tabs choose another one. `isSignInPage`: the page signs users in or up.
 */
export function decideTabChange({
  posture,
  shown,
  now,
  isPinned,
  isSignInPage,
}: {
  readonly posture: Posture;
  readonly shown: TabState;
  readonly now: TabState;
  readonly isPinned: boolean;
  readonly isSignInPage: boolean;
}): TabChange {
  const isSameOrganization = isPinned || shown.organizationId === now.organizationId;
  if (shown.sessionId === now.sessionId && isSameOrganization) return { kind: 'none' };
  // It redirects a signed-in user to another app: only a full load can follow that redirect.
  if (isSignInPage && shown.userId === null) return { kind: 'reload', cover: null };
  if (!isPersonal(posture) || shown.sessionId === now.sessionId) return { kind: 'adopt' };
  if (now.userId === null) return { kind: 'reload', cover: 'signed-out' };
  return { kind: 'reload', cover: shown.userId === now.userId ? null : 'other-user' };
}

/** Pages of a protected app are rendered for one user; pages of other apps are readable by anyone. */
export function isPersonal(posture: Posture): boolean {
  return posture !== 'public' && posture !== 'mixed';
}
