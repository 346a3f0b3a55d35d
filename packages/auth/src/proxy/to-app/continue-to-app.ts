import type { ArrivedRequest } from '../../request/read-request.ts';
import { OVERRIDE_LIST, OVERRIDE_PREFIX } from './override-headers.ts';

/**
 * Turns the SDK's answer "go on" into one that reaches the app with the headers that were hidden from the SDK, and as a
 * continuation instead of a rewrite to the request's own URL. Next compares origins, and where it listens on an address such
 * as 127.0.0.1 it takes that rewrite for another server and calls itself until the connection breaks.
 *
 * @param response The SDK's answer, completed in place; a redirect stays as it is.
 * @param options `hidden`: headers by name; null: the request has none. `isRewritten`: the rewrite is that of the team's handler, so it stays.
 * @source `@clerk/nextjs` 7.9.7 `decorateRequest`.
 */
export function continueToApp(
  response: Response,
  {
    hidden,
    isRewritten,
  }: { readonly hidden: Readonly<Record<string, string | null>>; readonly isRewritten: boolean },
): Response {
  const overridden = response.headers.get(OVERRIDE_LIST);
  if (overridden === null) return response;
  if (!isRewritten) {
    response.headers.delete('x-middleware-rewrite');
    response.headers.set('x-middleware-next', '1');
  }
  let list = overridden;
  for (const [name, value] of Object.entries(hidden)) {
    if (value === null) continue;
    list += `,${name}`;
    response.headers.set(OVERRIDE_PREFIX + name, value);
  }
  if (list !== overridden) response.headers.set(OVERRIDE_LIST, list);
  return response;
}

/** Gives the app the second copy of the token back, for code that reads the cookie `__session` by itself. */
export function restoreSecondCopy(response: Response, { sessionCookies }: ArrivedRequest): Response {
  const name = `${OVERRIDE_PREFIX}cookie`;
  const cookies = response.headers.get(name);
  if (cookies !== null) response.headers.set(name, `${cookies}; __session=${sessionCookies.token}`);
  return response;
}
