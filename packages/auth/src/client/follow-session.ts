import type { LoadedClerk, SignedInSessionResource } from '@clerk/shared/types';
import type { TabState } from './tab-change.ts';
import { clearEndedContext } from './tab-cookies.ts';

/** In the tab that signs in, Clerk's answer may be processed just after its cookie has changed. */
const OWN_ANSWER_MS = 100;

const SIGNED_OUT: TabState = { userId: null, sessionId: null, organizationId: null };

/** The session that this tab shows. */
export function shownState({ session, organization }: LoadedClerk): TabState {
  if (!session) return SIGNED_OUT;
  return {
    userId: session.user?.id ?? null,
    sessionId: session.id,
    organizationId: organization?.id ?? null,
  };
}

/**
 * Finds the current session of the browser, after a cookie showed that it changed.
 *
 * @param isSignedOut Whether `__client_uat` says that no user is signed in; then no call to Clerk is needed.
 * @returns null while this tab itself changes the session: clerk-js is still doing so, and a second change would race with it.
 * @throws What clerk-js throws when Clerk cannot be reached.
 * @source Clerk docs "Client object: reload()"; `@clerk/clerk-js` 6.34.1 `signOut`, `setActive` (`session` is undefined meanwhile).
 */
export async function findCurrentState(clerk: LoadedClerk, isSignedOut: boolean): Promise<TabState | null> {
  if (clerk.session === undefined) return null;
  if (isSignedOut) return SIGNED_OUT;
  if (clerk.session === null) {
    await new Promise((resolve) => setTimeout(resolve, OWN_ANSWER_MS));
    if (clerk.session !== null || clerk.client.signedInSessions.length > 0) return null;
  }
  await clerk.client.reload();
  const active = activeSessionOf(clerk);
  if (!active) return SIGNED_OUT;
  return {
    userId: active.user?.id ?? null,
    sessionId: active.id,
    organizationId: active.lastActiveOrganizationId,
  };
}

/**
 * Makes the tab show the current session of the browser, without leaving the page.
 *
 * @source Clerk docs "setActive()".
 */
export async function adoptState(clerk: LoadedClerk, now: TabState): Promise<void> {
  if (now.sessionId === null) {
    await clerk.setActive({ session: null });
    await clerk.client.reload();
    return;
  }
  clearEndedContext(clerk.client.signedInSessions.map(({ id }) => id));
  // The SDK sends a Server Action first, and waits without a limit where the cookie of that request is refused.
  await clerk.session?.getToken();
  await clerk.setActive({ session: now.sessionId, organization: now.organizationId });
}

function activeSessionOf({ client }: LoadedClerk): SignedInSessionResource | undefined {
  const { signedInSessions, lastActiveSessionId } = client;
  return signedInSessions.find(({ id }) => id === lastActiveSessionId) ?? signedInSessions[0];
}
