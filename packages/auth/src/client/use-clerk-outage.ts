'use client';

import { useClerk } from '@clerk/nextjs';
import { getCookieSuffix } from '@clerk/shared/keys';
import type { LoadedClerk } from '@clerk/shared/types';
import { useEffect, useState } from 'react';
import { hasClerkAnswered } from './has-clerk-answered.ts';
import { isSignedOut } from './tab-cookies.ts';

/** clerk-js stays `loading` for ever where its scripts come out of the cache and no call is answered. */
const SLOW_MS = 10_000;

/**
 * Whether Clerk cannot be reached from this page: for a banner. Becomes false by itself when it can again.
 *
 * @source Clerk docs "Clerk object: status": `degraded` and `error`; both events come with `status`.
 */
export function useClerkOutage(): boolean {
  // Before it is loaded, status and client are undefined or null, which is all that is looked at.
  const clerk = useClerk() as LoadedClerk;
  const [status, setStatus] = useState<string>();
  const [isSlow, setIsSlow] = useState(false);
  const [isUnheard, setIsUnheard] = useState(false);
  useEffect(() => {
    let isGone = false;
    const listen = async (now: string) => {
      setStatus(now);
      // Strangers are not worth a call: only where the cookies say that somebody is signed in.
      if (now !== 'ready' || clerk.session || isSignedOut(await getCookieSuffix(clerk.publishableKey)))
        return;
      const isHeard = await hasClerkAnswered(clerk);
      if (!isGone) setIsUnheard(!isHeard);
    };
    clerk.on('status', listen, { notify: true });
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
      clerk.off('status', listen);
    };
  }, [clerk]);
  if (status === 'ready') return isUnheard;
  return status === 'degraded' || status === 'error' || isSlow;
}
