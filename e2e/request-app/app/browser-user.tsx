'use client';

import { useAuth } from '@clerk/nextjs';

/** Empty until clerk-js has asked Clerk. */
export function BrowserUser() {
  const { isLoaded, userId } = useAuth();
  return <output id="browser">{isLoaded ? (userId ?? 'nobody') : ''}</output>;
}
