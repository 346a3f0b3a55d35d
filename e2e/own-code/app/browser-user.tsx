'use client';

import { useAuth, useClerk } from '@clerk/nextjs';

/** Empty until clerk-js has asked Clerk. */
export function BrowserUser() {
  const { isLoaded, userId } = useAuth();
  const clerk = useClerk();
  return (
    <>
      <output id="browser">{isLoaded ? (userId ?? 'nobody') : ''}</output>
      <output id="fallback">{isLoaded ? clerk.buildSignInUrl() : ''}</output>
    </>
  );
}
