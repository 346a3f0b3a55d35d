import type { LoadedClerk } from '@clerk/shared/types';
import { REASON_HEADER } from '../events.ts';

/** Only one refresh at a time: ten calls that fail together need one token. */
let refreshing: Promise<boolean> | undefined;

/**
 * `fetch` for this app's own API: when the answer is 401 `session_sync_needed`, refreshes the session token once and asks
 * once more. Anything else is returned as it came; a second 401 too.
 *
 * @param input As for `fetch`; an address of this app, for no other gets the session cookie.
 * @param init As for `fetch`. A body is kept in memory for the second try.
 * @returns The last answer.
 * @throws As `fetch` does.
 * @source Clerk docs "session.getToken({ skipCache })"; `problemResponse` in this package.
 * @example const response = await authFetch('/api/projects', { method: 'POST', body });
 */
export async function authFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const again = request.clone();
  const response = await fetch(request);
  if (response.status !== 401 || !response.headers.get(REASON_HEADER)?.startsWith('session_sync_needed')) {
    return response;
  }
  refreshing ??= refreshToken().finally(() => {
    refreshing = undefined;
  });
  return (await refreshing) ? fetch(again) : response;
}

/** Clerk's own script writes the new token into the cookie before this resolves. */
async function refreshToken(): Promise<boolean> {
  // clerk-js puts itself there; the type is the one its documentation gives.
  const { Clerk: clerk } = window as { Clerk?: Partial<LoadedClerk> };
  try {
    return Boolean(await clerk?.session?.getToken({ skipCache: true }));
  } catch {
    return false;
  }
}
