import type { LoadedClerk } from '@clerk/shared/types';
import { hasReason } from '../reasons.ts';
import { readTopology } from './env.ts';
import { ownToken } from './own-token.ts';

/** Only one refresh at a time: ten calls that fail together need one token. */
let refreshing: Promise<boolean> | undefined;

/**
 * `fetch` for this app's own API, and for the APIs that `sso.config.ts` lets it call: the first gets the session cookie, the
 * others a bearer token and no cookie. When the answer is a 401 that a new token mends, refreshes it once and asks once
 * more. Anything else is returned as it came; a second 401 too.
 *
 * @param input As for `fetch`; an address of this app, or of an API: `appUrl('api', '/v1/usage')`. Any other origin gets neither
 *   cookie nor token.
 * @param init As for `fetch`. A body is kept in memory for the second try.
 * @returns The last answer.
 * @throws As `fetch` does.
 * @source Clerk docs "session.getToken({ skipCache })"; `problemResponse` in this package.
 * @example const response = await authFetch('/api/projects', { method: 'POST', body });
 */
export async function authFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const again = request.clone();
  const isApi = readTopology().apis.some((origin) => origin === new URL(request.url).origin);
  const send = async (each: Request) => fetch(isApi ? await withBearer(each) : each);
  const response = await send(request);
  if (response.status !== 401 || !isMended(response, isApi)) return response;
  refreshing ??= refreshToken().finally(() => {
    refreshing = undefined;
  });
  return (await refreshing) ? send(again) : response;
}

/** A bearer token that was refused may have been minted for another tab's origin, or have just expired. */
function isMended({ headers }: Response, isApi: boolean): boolean {
  return hasReason(headers, isApi ? 'token_rejected' : 'session_sync_needed');
}

async function withBearer(request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  const token = await currentToken();
  if (token) headers.set('authorization', `Bearer ${token}`);
  return new Request(request, { headers, credentials: 'omit' });
}

/** No API would take a sibling's from this app. */
async function currentToken(): Promise<string | null> {
  try {
    return await ownToken(currentSession(), readTopology().own);
  } catch {
    return null;
  }
}

/** Clerk's own script writes the new token into the cookie before this resolves. */
async function refreshToken(): Promise<boolean> {
  try {
    return Boolean(await currentSession()?.getToken({ skipCache: true }));
  } catch {
    return false;
  }
}

function currentSession(): LoadedClerk['session'] {
  // clerk-js puts itself there; the type is the one its documentation gives.
  return (window as { Clerk?: Partial<LoadedClerk> }).Clerk?.session;
}
