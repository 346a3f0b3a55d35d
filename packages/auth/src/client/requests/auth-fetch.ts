import type { LoadedClerk } from '@clerk/shared/types';
import { readTopology } from '../../environment/build-env.ts';
import { hasReason } from '../../reasons.ts';
import { ownToken } from './own-token.ts';

/** One refresh at a time: ten calls that fail together need one token. */
let refreshing: Promise<boolean> | undefined;

/**
 * `fetch` for this app's own API, which gets the session cookie, and for the APIs that `sso.config.ts` lets it call, which get a
 * bearer token and no cookie. When the answer is a 401 that a new token can fix, it refreshes the token once and repeats the
 * call once. Any other answer, and a second 401, is returned as it came.
 *
 * @param input As for `fetch`; an address of this app, or of an API: `appUrl('api', '/v1/usage')`. Any other origin gets neither
 *   cookie nor token.
 * @param init As for `fetch`. A body is kept in memory for the second try.
 * @returns The last answer.
 * @throws As `fetch` does.
 * @source Clerk docs "session.getToken({ skipCache })"; `refusalResponse` in this package.
 * @example const response = await authFetch('/api/projects', { method: 'POST', body });
 */
export async function authFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const again = request.clone();
  const isApi = readTopology().apis.some((origin) => origin === new URL(request.url).origin);
  const send = async (each: Request) => fetch(isApi ? await withBearer(each) : each);
  const response = await send(request);
  if (response.status !== 401 || !isFixedByToken(response, isApi)) return response;
  refreshing ??= refreshToken().finally(() => {
    refreshing = undefined;
  });
  return (await refreshing) ? send(again) : response;
}

/** A bearer token that was refused may have been minted for another tab's origin, or have just expired. */
function isFixedByToken({ headers }: Response, isApi: boolean): boolean {
  return hasReason(headers, isApi ? 'token_rejected' : 'session_sync_needed');
}

async function withBearer(request: Request): Promise<Request> {
  const headers = new Headers(request.headers);
  const token = await currentToken();
  if (token) headers.set('authorization', `Bearer ${token}`);
  return new Request(request, { headers, credentials: 'omit' });
}

/** An API would refuse a token that was minted for a sibling app. */
async function currentToken(): Promise<string | null> {
  try {
    return await ownToken(currentSession(), readTopology().own);
  } catch {
    return null;
  }
}

/** clerk-js writes the new token into the cookie before this resolves. */
async function refreshToken(): Promise<boolean> {
  try {
    return Boolean(await currentSession()?.getToken({ skipCache: true }));
  } catch {
    return false;
  }
}

function currentSession(): LoadedClerk['session'] {
  // clerk-js sets this property; the type is the one of its documentation.
  return (window as { Clerk?: Partial<LoadedClerk> }).Clerk?.session;
}
