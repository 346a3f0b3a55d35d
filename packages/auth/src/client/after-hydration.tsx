'use client';

import { type ReactNode, useSyncExternalStore } from 'react';

interface AfterHydrationProps {
  /** Clerk's components, or whatever else shows what only the browser knows. */
  readonly children: ReactNode;
  /** Rendered on the server, and until React has taken over; give it the size of what comes. */
  readonly fallback?: ReactNode;
}

/**
 * Renders its children once React has taken over the page; at once where a link led here.
 * Clerk's prebuilt components render nothing on the server, and their box as soon as Clerk has loaded. On a busy machine
 * that is before hydration has reached them, and React throws the whole page away and builds it anew.
 *
 * @source React error 418; `withClerk` of @clerk/react 6 reads `clerk.loaded` while it renders.
 */
export function AfterHydration({ children, fallback = null }: AfterHydrationProps) {
  const isHydrated = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  return isHydrated ? children : fallback;
}

function neverChanges(): () => void {
  return () => {};
}
