'use client';

import { useAuth } from '@clerk/nextjs';
import { useCallback, useEffect, useRef } from 'react';
import { authFetch } from './auth-fetch.ts';

/**
 * `authFetch` that waits until Clerk has loaded, so that a call made while the page starts can refresh its token too.
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
  return useCallback(async (input, init) => {
    if (!waiting.current.isLoaded) {
      await new Promise<void>((resolve) => waiting.current.resolve.push(resolve));
    }
    return authFetch(input, init);
  }, []);
}
