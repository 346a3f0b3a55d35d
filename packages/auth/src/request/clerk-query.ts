/** What clerk-js says about itself in each call to Clerk. @source `@clerk/clerk-js` 6.34.1 `createFapiClient` `buildUrl`. */
const VERSIONS = ['__clerk_api_version', '_clerk_js_version'] as const;

/**
 * Builds the query of clerk-js's first calls anew, from the two versions in another one. Nothing else of it is kept: the cookie with
 * it can be set by any sibling app, which must not choose parameters of calls with Clerk's cookies; and on a development
 * instance the query that clerk-js sends also holds the token that identifies the browser, which no sibling app may read.
 *
 * @param query Untrusted, without `?`, decoded or not.
 * @returns undefined: one of the two versions is missing, comes twice, or is none.
 * @example clerkQueryOf('_clerk_js_version=6.34.1&a=b&__clerk_api_version=2025-11-10') // '__clerk_api_version=2025-11-10&_clerk_js_version=6.34.1'
 */
export function clerkQueryOf(query: string): string | undefined {
  if (query.length > MAX_LENGTH) return undefined;
  const parameters = new URLSearchParams(query);
  const pairs = VERSIONS.map((name) => {
    const [value = '', ...others] = parameters.getAll(name);
    return others.length === 0 && VERSION.test(value) ? `${name}=${value}` : undefined;
  });
  return pairs.includes(undefined) ? undefined : pairs.join('&');
}

/** Characters. The token of a development browser is among those that clerk-js sends. */
const MAX_LENGTH = 2_000;

const VERSION = /^\d[\w.-]{0,39}$/;
