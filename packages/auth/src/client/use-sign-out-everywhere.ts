'use client';

import { useClerk, useUser } from '@clerk/nextjs';
import { useCallback } from 'react';

/**
 * Ends all sessions of the person, on every device, this one last. Other devices' tokens work for 60 s at most, because
 * they are verified without asking Clerk; an open page there notices as soon as its clerk-js speaks with Clerk.
 *
 * @returns A function: resolves once Clerk has ended them; rejects as Clerk's calls do, and then this session goes on, so that it
 *   can be tried again. Does nothing while nobody is signed in.
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
