'use client';

import { useClerk } from '@clerk/nextjs';
import { useEffect, useState } from 'react';

/** clerk-js stays `loading` for ever where its scripts come out of the cache and no call is answered. */
const SLOW_MS = 10_000;

/**
 * Says on every page when the sign-in service cannot be reached, and goes away by itself when it can again.
 *
 * @source Clerk docs "Clerk object: status": `degraded` and `error`; both events come with `status`.
 */
export function OutageBanner() {
  const clerk = useClerk();
  const [status, setStatus] = useState<string>();
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const listen = (now: string) => setStatus(now);
    clerk.on('status', listen, { notify: true });
    const timer = setTimeout(() => setIsSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      clerk.off('status', listen);
    };
  }, [clerk]);
  const isStuck = isSlow && status !== 'ready';
  if (status !== 'degraded' && status !== 'error' && !isStuck) return null;
  return (
    <div role="status" className="border-b border-wait bg-wait-soft text-sm">
      <p className="mx-auto max-w-6xl px-4 py-2 sm:px-6">
        The sign-in service cannot be reached at the moment. Whoever is signed in may stay so; signing in, and
        some changes, have to wait. This page notices by itself when it is over.
      </p>
    </div>
  );
}
