import type { LoadedClerk } from '@clerk/shared/types';
import { readTopology } from '../../environment/build-env.ts';
import { hasReason } from '../../reasons.ts';
import { readCookieToken } from './cookie-token.ts';
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
export function authFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  return fetchWithToken(new Request(input, init), () => Promise.resolve());
}

/**
 * `authFetch` for a page that is starting. The cookie's token is used while it lives, so that the first call does not wait for
 * clerk-js, which is needed only where there is none, or where it was refused.
 *
 * @param whenLoaded Resolves once clerk-js knows whether a user is signed in.
 */
export async function fetchWithToken(request: Request, whenLoaded: () => Promise<void>): Promise<Response> {
  const again = request.clone();
  const isApi = readTopology().apis.some((origin) => origin === new URL(request.url).origin);
  const send = async (each: Request) => fetch(isApi ? await withBearer(each, whenLoaded) : each);
  const response = await send(request);
  if (response.status !== 401 || !isFixedByToken(response, isApi)) return response;
  await whenLoaded();
  refreshing ??= refreshToken().finally(() => {
    refreshing = undefined;
  });
  return (await refreshing) ? send(again) : response;
}

/** A bearer token that was refused may have been minted for another tab's origin, or have just expired. */
function isFixedByToken({ headers }: Response, isApi: boolean): boolean {
  return hasReason(headers, isApi ? 'token_rejected' : 'session_sync_needed');
}

async function withBearer(request: Request, whenLoaded: () => Promise<void>): Promise<Request> {
  const headers = new Headers(request.headers);
  const token = await currentToken(whenLoaded);
  if (token) headers.set('authorization', `Bearer ${token}`);
  return new Request(request, { headers, credentials: 'omit' });
}

/** An API would refuse a token that was minted for a sibling app. */
async function currentToken(whenLoaded: () => Promise<void>): Promise<string | null> {
  const kept = isSessionKnown() ? null : readCookieToken(readTopology().own);
  if (kept !== null) return kept;
  await whenLoaded();
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
  return clerkOfPage()?.session;
}

/** Once it has loaded, its session is undefined only while it changes: the cookie may then hold the token of the one before. */
function isSessionKnown(): boolean {
  const clerk = clerkOfPage();
  return clerk?.loaded === true || clerk?.session !== undefined;
}

function clerkOfPage(): Partial<LoadedClerk> | undefined {
  // clerk-js sets this property; the type is the one of its documentation.
  return (window as { Clerk?: Partial<LoadedClerk> }).Clerk;
}
