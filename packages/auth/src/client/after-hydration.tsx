'use client';

import { type ReactNode, useSyncExternalStore } from 'react';

interface AfterHydrationProps {
  /** Clerk's components, or other content that depends on the browser. */
  readonly children: ReactNode;
  /** Rendered on the server and until hydration; give it the size of the children. */
  readonly fallback?: ReactNode;
}

/**
 * Renders its children once React has hydrated the page; at once after a soft navigation.
 * Clerk's prebuilt components render nothing on the server, and their box as soon as Clerk has loaded. On a busy machine that
 * happens before hydration reaches them, and React discards the whole page and renders it again.
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
