'use client';

import { useAuth } from '@clerk/nextjs';
import { Notice } from '@repo/ui';
import { AfterHydration, useClerkOutage } from '@subdomain-sso/auth/client';

/**
 * For a page that was rendered for a user: says so when Clerk no longer knows the session, because it has ended elsewhere or
 * the account was deleted. The server accepts the token for up to a minute after that.
 */
export function SessionEnded() {
  return (
    <AfterHydration>
      <Explanation />
    </AfterHydration>
  );
}

function Explanation() {
  const { isLoaded, isSignedIn } = useAuth();
  const isOutage = useClerkOutage();
  if (!isLoaded || isSignedIn || isOutage) return null;
  return (
    <div className="mb-8 max-w-3xl">
      <Notice tone="danger">
        You are signed out: your session has ended, or the account was deleted. <a href="/sign-in">Sign in</a>{' '}
        to go on.
      </Notice>
    </div>
  );
}
