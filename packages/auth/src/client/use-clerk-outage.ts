'use client';

import { useClerk } from '@clerk/nextjs';
import { getCookieSuffix } from '@clerk/shared/keys';
import type { LoadedClerk } from '@clerk/shared/types';
import { useEffect, useState } from 'react';
import { hasClerkAnswered } from './has-clerk-answered.ts';
import { isSignedOut } from './tab-cookies.ts';

/** clerk-js stays `loading` without a limit where its scripts come from the cache and no call is answered. */
const SLOW_MS = 10_000;

/**
 * Whether Clerk cannot be reached from this page: for a banner. Becomes false by itself when Clerk is back.
 *
 * @source Clerk docs "Clerk object: status": `degraded` and `error`; both events come with `status`.
 */
export function useClerkOutage(): boolean {
  // Before it is loaded, status and client are undefined or null; nothing else of it is read.
  const clerk = useClerk() as LoadedClerk;
  const [status, setStatus] = useState<string>();
  const [isSlow, setIsSlow] = useState(false);
  const [isUnanswered, setIsUnanswered] = useState(false);
  useEffect(() => {
    let isGone = false;
    const listen = async (now: string) => {
      setStatus(now);
      // No call for anonymous users: only where the cookies say that a user is signed in.
      if (now !== 'ready' || clerk.session || isSignedOut(await getCookieSuffix(clerk.publishableKey)))
        return;
      const hasAnswered = await hasClerkAnswered(clerk);
      if (!isGone) setIsUnanswered(!hasAnswered);
    };
    clerk.on('status', listen, { notify: true });
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
      clerk.off('status', listen);
    };
  }, [clerk]);
  if (status === 'ready') return isUnanswered;
  return status === 'degraded' || status === 'error' || isSlow;
}
