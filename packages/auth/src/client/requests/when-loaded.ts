import type { LoadedClerk } from '@clerk/shared/types';

/** clerk-js stays `loading` without a limit where its scripts come from the cache and no call is answered. */
const LIMIT_MS = 10_000;

/** Waits until clerk-js knows whether a user is signed in, or has failed to load, at most ten seconds. */
export function whenLoaded(clerk: LoadedClerk): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      clerk.off('status', listen);
      resolve();
    };
    const listen = (status: string) => {
      if (status !== 'loading') end();
    };
    const timer = setTimeout(end, LIMIT_MS);
    clerk.on('status', listen, { notify: true });
  });
}
