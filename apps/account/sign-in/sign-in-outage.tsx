'use client';

import { Notice } from '@repo/ui';
import { useClerkOutage } from '@subdomain-sso/auth/client';

/** Shown beside Clerk's form: why it does not load or will not work. */
export function SignInOutage() {
  if (!useClerkOutage()) return null;
  return (
    <div className="max-w-md">
      <Notice tone="danger">
        Signing in is not possible right now: the sign-in service does not answer. Nothing is wrong with your
        account. Load this page again in a minute.
      </Notice>
    </div>
  );
}
