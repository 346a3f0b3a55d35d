'use client';

import { useClerkOutage } from '@repo/auth/client';

/** Says on every page when the sign-in service cannot be reached, and goes away by itself when it can again. */
export function OutageBanner() {
  if (!useClerkOutage()) return null;
  return (
    <div role="status" className="border-b border-wait bg-wait-soft text-sm">
      <p className="mx-auto max-w-6xl px-4 py-2 sm:px-6">
        The sign-in service cannot be reached at the moment. Whoever is signed in may stay so; signing in, and
        some changes, have to wait. This page notices by itself when it is over.
      </p>
    </div>
  );
}
