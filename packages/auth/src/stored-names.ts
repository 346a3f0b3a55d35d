/** Every name under which this package keeps something in a browser. None of the values is trusted. */

/**
 * The name under which a note of session sync is kept. Over https it begins with `__Host-`: a browser keeps such a cookie only
 * without `Domain`, so no sibling app can plant it. Without https, on this machine, a browser would not keep it at all.
 *
 * @param name One of the cookies of one host below, with the path `/`.
 * @source RFC 6265bis section 4.1.3.2, "The `__Host-` prefix".
 * @example noteName('__sso_stale_client', 'https://platform.acme.example') // '__Host-sso_stale_client'
 */
export function noteName(name: `__sso_${string}`, ownOrigin: string): string {
  return ownOrigin.startsWith('https:') ? `__Host-${name.slice('__'.length)}` : name;
}

/** The attributes that a cookie with that name needs besides `Path=/`. */
export function noteAttributes(ownOrigin: string): string {
  return `SameSite=Lax${ownOrigin.startsWith('https:') ? '; Secure' : ''}`;
}

/** Cookie of one host, set by session sync when Clerk reported no live session: the `__client_uat` that was stale. */
export const STALE_CLIENT_COOKIE = '__sso_stale_client';

/** Cookie of one host, set by session sync: the organization of the address, of which the user is no member. */
export const MISSING_ORGANIZATION_COOKIE = '__sso_missing_organization';

/** Cookie of one host, set by session sync for some seconds: the browser did not keep a token of this many bytes. */
export const TOKEN_SIZE_COOKIE = '__sso_token_size';

/**
 * Cookie of one host: ids of the sessions that Clerk reported to a page of this very host as this browser's own, separated by
 * dots. Over https, where its name begins with `__Host-`, a token counts only beside the id of its session: a sibling app can
 * plant a token for the parent domain, and cannot plant this.
 */
export const SESSION_PROOF_COOKIE = '__sso_session';

/** Cookie of the root domain: changes when a tab switches account or organization, which `__client_uat` does not show. */
export const SWITCH_COOKIE = '__sso_switch';

/** Key in sessionStorage: when this tab tried session sync, Unix milliseconds. The next page of the app removes it. */
export const SYNC_TRIES_KEY = '__sso_sync';

/** Cookie of the root domain: the two versions in clerk-js's calls in this browser (`clerkQueryOf`), so that session sync can begin them early. */
export const CLERK_QUERY_COOKIE = '__sso_clerk_query';

/**
 * Cookie of one path, set by session sync before it opens the page again: a random number. The app's answer to a navigation
 * deletes it; where the sync page is still there then, the answer was a download.
 */
export const REOPEN_COOKIE = '__sso_reopen';

/** Key in sessionStorage: the foreign session because of which this tab was loaded again. A second time would be a loop. */
export const FOREIGN_SESSION_KEY = '__sso_foreign';
