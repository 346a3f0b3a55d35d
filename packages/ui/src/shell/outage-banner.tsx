'use client';

import { useClerkOutage } from '@subdomain-sso/auth/client';

/** Shows on every page that Clerk cannot be reached, and disappears when it can be reached again. */
export function OutageBanner() {
  if (!useClerkOutage()) return null;
  return (
    <div role="status" className="border-b border-wait bg-wait-soft text-sm">
      <p className="mx-auto max-w-6xl px-4 py-2 sm:px-6">
        The sign-in service cannot be reached at the moment. If you are signed in, you can stay signed in.
        Signing in and some changes have to wait. This message disappears when the service is back.
      </p>
    </div>
  );
}
