'use client';

import { useClerk, useUser } from '@clerk/nextjs';
import { useCallback } from 'react';

/**
 * Ends all sessions of the user, on every device, this one last. Tokens of other devices work for at most 60 s, because they are
 * verified without a call to Clerk; an open page there notices with its clerk-js's next call to Clerk.
 *
 * @returns A function. It resolves once Clerk has ended the sessions. It rejects as Clerk's calls do; this session then goes on,
 *   so that the user can try again. It does nothing while no user is signed in.
 * @source Clerk docs "User.getSessions()", "SessionWithActivities.revoke()", "Clerk.signOut()".
 */
export function useSignOutEverywhere(): () => Promise<void> {
  const clerk = useClerk();
  const { user } = useUser();
  return useCallback(async () => {
    if (!user) return;
    const sessions = await user.getSessions();
    const others = sessions.filter(({ id, status }) => id !== clerk.session?.id && status === 'active');
    await Promise.all(others.map((session) => session.revoke()));
    await clerk.signOut();
  }, [clerk, user]);
}
