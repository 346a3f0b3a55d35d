/** Every name under which this package keeps something in a browser. None of the values is trusted. */

/** Cookie of one host, set by session sync when the browser found no live session: the `__client_uat` found stale. */
export const STALE_CLIENT_COOKIE = '__sso_stale_client';

/** Cookie of one host, set by session sync: the organization an address names, which this person is no member of. */
export const MISSING_ORGANIZATION_COOKIE = '__sso_missing_organization';

/** Cookie of one host, set by session sync for some seconds: the browser did not keep a token of this many bytes. */
export const TOKEN_SIZE_COOKIE = '__sso_token_size';

/** Cookie of the root domain: changes when somebody switches account or organization, which `__client_uat` does not tell. */
export const SWITCH_COOKIE = '__sso_switch';

/** sessionStorage: when this tab tried session sync, Unix milliseconds. A page of the app that loads takes it away. */
export const SYNC_TRIES_KEY = '__sso_sync';

/** Cookie of the root domain: the query clerk-js calls Clerk with in this browser, so that session sync can begin the call early. */
export const CLERK_QUERY_COOKIE = '__sso_clerk_query';
