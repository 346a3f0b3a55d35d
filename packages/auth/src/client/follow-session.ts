import type { LoadedClerk, SignedInSessionResource } from '@clerk/shared/types';
import type { TabState } from './tab-change.ts';

/** A tab that signs in itself learns of it from Clerk's answer, which may come just after the cookie that it brings. */
const OWN_ANSWER_MS = 100;

const NOBODY: TabState = { userId: null, sessionId: null, organizationId: null };

/** Who this tab shows. */
export function shownState({ session, organization }: LoadedClerk): TabState {
  if (!session) return NOBODY;
  return {
    userId: session.user?.id ?? null,
    sessionId: session.id,
    organizationId: organization?.id ?? null,
  };
}

/**
 * Finds out who the browser is now, after a cookie said that this changed.
 *
 * @param isSignedOut What `__client_uat` says; then Clerk need not be asked.
 * @returns null while this very tab is what changes the session: clerk-js is at it, and must not be raced.
 * @throws What clerk-js throws when Clerk cannot be reached.
 * @source Clerk docs "Client object: reload()"; `@clerk/clerk-js` 6.34.1 `signOut`, `setActive` (`session` is undefined meanwhile).
 */
export async function findCurrentState(clerk: LoadedClerk, isSignedOut: boolean): Promise<TabState | null> {
  if (clerk.session === undefined) return null;
  if (isSignedOut) return NOBODY;
  if (clerk.session === null) {
    await new Promise((resolve) => setTimeout(resolve, OWN_ANSWER_MS));
    if (clerk.session !== null || clerk.client.signedInSessions.length > 0) return null;
  }
  await clerk.client.reload();
  const active = activeSessionOf(clerk);
  if (!active) return NOBODY;
  return {
    userId: active.user?.id ?? null,
    sessionId: active.id,
    organizationId: active.lastActiveOrganizationId,
  };
}

/**
 * Makes the tab show who the browser is now, without leaving the page.
 *
 * @source Clerk docs "setActive()".
 */
export async function adoptState(clerk: LoadedClerk, now: TabState): Promise<void> {
  if (now.sessionId === null) {
    await clerk.setActive({ session: null });
    await clerk.client.reload();
    return;
  }
  // The SDK sends a Server Action first, and waits for ever where the cookie it goes with is refused.
  await clerk.session?.getToken();
  await clerk.setActive({ session: now.sessionId, organization: now.organizationId });
}

function activeSessionOf({ client }: LoadedClerk): SignedInSessionResource | undefined {
  const { signedInSessions, lastActiveSessionId } = client;
  return signedInSessions.find(({ id }) => id === lastActiveSessionId) ?? signedInSessions[0];
}
