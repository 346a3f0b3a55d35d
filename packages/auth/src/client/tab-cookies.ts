import { clerkQueryOf } from '../request/clerk-query.ts';
import { CLERK_QUERY_COOKIE, SWITCH_COOKIE } from '../stored-names.ts';
import { readUnverifiedClaims } from '../token/unverified-claims.ts';

/** Whether `__client_uat` of this instance says that no user is signed in. */
export function isSignedOut(cookieSuffix: string): boolean {
  const name = `__client_uat_${cookieSuffix}=`;
  const pair = document.cookie.split('; ').find((each) => each.startsWith(name));
  return pair === undefined || pair === `${name}0`;
}

/**
 * Notifies the tabs of all apps that an account or organization was chosen here. The value has no meaning: a tab that sees it
 * change asks Clerk.
 *
 * @param sharedDomain null: there are no sibling apps to notify.
 */
export function notifySwitch(sharedDomain: string | null): void {
  writeShared(SWITCH_COOKIE, crypto.randomUUID(), sharedDomain);
}

/**
 * Keeps the versions that clerk-js has just named in a call to Clerk, and nothing else of the call. The next app that must sync begins the same
 * call while the browser still compiles the script.
 *
 * @source Resource Timing: `name` is the whole URL, also across origins.
 */
export function keepClerkQuery(sharedDomain: string | null): void {
  for (const { name } of performance.getEntriesByType('resource')) {
    const query = clerkQueryOf(/\/v1\/client\?([^#]+)$/.exec(name)?.[1] ?? '');
    if (query === undefined) continue;
    const value = encodeURIComponent(query);
    if (!document.cookie.includes(`${CLERK_QUERY_COOKIE}=${value}`)) {
      writeShared(CLERK_QUERY_COOKIE, value, sharedDomain);
    }
    return;
  }
}

/** Removes this host's token, so that the next load syncs and gets a token of the current session. */
export function clearOwnToken(): void {
  for (const pair of document.cookie.split('; ')) {
    const name = pair.split('=', 1)[0] ?? '';
    if (name.startsWith('__session') || name === 'clerk_active_context')
      writeCookie(`${name}=; Path=/; Max-Age=0`);
  }
}

/**
 * Reads the session of the token that this tab last sent to the server. To be called before clerk-js writes another one.
 *
 * @returns null: no token, or none that can be read.
 */
export function readSentSessionId(): string | null {
  const pairs = document.cookie.split('; ').filter((pair) => pair.startsWith('__session'));
  const suffixed = pairs.find((pair) => pair.startsWith('__session_')) ?? pairs[0];
  const token = suffixed?.slice(suffixed.indexOf('=') + 1);
  return readUnverifiedClaims(token)?.sid ?? null;
}

/** Removes session tokens that another host planted on the parent domain. Clerk writes none there. */
export function clearPlantedTokens(sharedDomain: string | null): void {
  if (sharedDomain === null) return;
  for (const pair of document.cookie.split('; ')) {
    const name = pair.split('=', 1)[0] ?? '';
    if (name.startsWith('__session')) writeCookie(`${name}=; Domain=${sharedDomain}; Path=/; Max-Age=0`);
  }
}

/**
 * Removes the note about the session in which this app was used last, where that session has ended. Because of the note clerk-js
 * would write no token of the new session while this tab is in the background, and the page could not be refreshed.
 *
 * @param liveSessionIds Sessions of this browser.
 * @source `@clerk/clerk-js` 6.34.1 `AuthCookieService`: `clerk_active_context` is `<session id>:<organization id>`.
 */
export function clearEndedContext(liveSessionIds: readonly string[]): void {
  const pair = document.cookie.split('; ').find((each) => each.startsWith('clerk_active_context='));
  const sessionId = pair?.split('=', 2)[1]?.split(':', 1)[0];
  if (sessionId && !liveSessionIds.includes(sessionId))
    writeCookie('clerk_active_context=; Path=/; Max-Age=0');
}

function writeShared(name: string, value: string, sharedDomain: string | null): void {
  if (sharedDomain === null) return;
  const secure = window.location.protocol === 'https:' ? '; Secure' : '';
  writeCookie(`${name}=${value}; Domain=${sharedDomain}; Path=/; Max-Age=86400; SameSite=Lax${secure}`);
}

/** @param line Name, value and attributes, as in Set-Cookie. */
export function writeCookie(line: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore is missing in some browsers, and writes too late for a page that unloads.
  document.cookie = line;
}
