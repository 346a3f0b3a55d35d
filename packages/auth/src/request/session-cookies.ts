import type { Cookies } from './cookies.ts';

/** The session cookies a browser sent for one Clerk instance. Nothing in them is verified. */
export interface SessionCookies {
  /** Names of those that came. */
  readonly names: readonly string[];
  /** The token that Clerk's SDK would read; undefined: none. */
  readonly token: string | undefined;
  /** One name came with two different values: a parent domain, or a page under a path, planted one of them. */
  readonly isAmbiguous: boolean;
  /** The same token came under both names, as clerk-js writes it. */
  readonly isTwice: boolean;
}

/**
 * Finds the session cookies of one Clerk instance.
 *
 * @param cookieSuffix Of the instance's own cookies, `@clerk/shared/keys` `getCookieSuffix`.
 * @source RFC 6265 section 8.6 "weak integrity" between subdomains; `@clerk/backend` 3.20.1 `usesSuffixedCookies`.
 */
export function readSessionCookies(
  { values, ambiguousNames }: Cookies,
  cookieSuffix: string,
): SessionCookies {
  const suffixed = `__session_${cookieSuffix}`;
  const names = [suffixed, '__session'].filter((name) => values.has(name));
  return {
    names,
    token: (values.get(suffixed) ?? values.get('__session')) || undefined,
    isAmbiguous: names.some((name) => ambiguousNames.has(name)),
    isTwice: Boolean(values.get(suffixed)) && values.get(suffixed) === values.get('__session'),
  };
}
