'use client';

import { useAuth } from '@clerk/nextjs';
import { useCallback, useEffect, useRef } from 'react';
import { type authFetch, fetchWithToken } from './auth-fetch.ts';

/**
 * `authFetch` for calls made while the page starts: they do not wait for Clerk while the cookie's token is good, and can refresh it
 * where it is not.
 *
 * @returns The same function as long as the component is mounted.
 * @example const call = useAuthFetch(); useEffect(() => { call('/api/me').then(show); }, [call]);
 */
export function useAuthFetch(): typeof authFetch {
  const { isLoaded } = useAuth();
  const waiting = useRef<{ isLoaded: boolean; resolve: (() => void)[] }>({ isLoaded, resolve: [] });
  useEffect(() => {
    waiting.current.isLoaded = isLoaded;
    if (isLoaded) for (const resolve of waiting.current.resolve.splice(0)) resolve();
  }, [isLoaded]);
  return useCallback(
    (input, init) =>
      fetchWithToken(new Request(input, init), async () => {
        if (waiting.current.isLoaded) return;
        await new Promise<void>((resolve) => waiting.current.resolve.push(resolve));
      }),
    [],
  );
}
