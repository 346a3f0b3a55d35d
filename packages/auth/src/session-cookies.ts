import { parentDomains } from './shared-domain.ts';

/** Paths deeper than this get no clearing line of their own: an answer's headers must stay small. */
const MAX_PATHS = 8;

/**
 * The session cookies a browser sent for one Clerk instance.
 *
 * @param header The raw Cookie header: parsed cookies keep one value of each name, and hide that there were two.
 * @param suffix Of the instance's own cookies, `@clerk/shared/keys` `getCookieSuffix`.
 * @returns `values`: by name, the first of each. `isAmbiguous`: a name came twice with different values, so one of them was
 *   planted, by a parent domain or under a path.
 * @source RFC 6265 section 5.4: cookies of the same name are all sent; section 8.6 "weak integrity" between subdomains.
 */
export function readSessionCookies(
  header: string | null,
  suffix: string,
): { readonly values: ReadonlyMap<string, string>; readonly isAmbiguous: boolean } {
  const values = new Map<string, Set<string>>();
  for (const pair of (header ?? '').split(';')) {
    const [name = '', ...rest] = pair.split('=');
    const key = name.trim();
    if (key !== '__session' && key !== `__session_${suffix}`) continue;
    values.set(key, (values.get(key) ?? new Set()).add(rest.join('=').trim()));
  }
  const first = new Map([...values].map(([name, all]) => [name, [...all][0] ?? '']));
  return { values: first, isAmbiguous: [...values.values()].some(({ size }) => size > 1) };
}

/**
 * Set-Cookie lines that delete session cookies planted on a parent domain. Clerk writes them for one host alone, so a
 * cookie with a Domain is never its own, and the host's own cookie stays.
 *
 * @param names Of cookies the browser sent.
 * @param host Of the app, from the registry, without port.
 * @param pathname Of the request; with `isAmbiguous` also cookies under its parent paths are deleted.
 * @returns Empty where there is no parent domain to plant on: an address, or a host right under a public suffix.
 * @source RFC 6265 section 5.3, step 11: a cookie is its name, domain and path; Public Suffix List through tldts.
 */
export function strayCookieDeletions(
  names: readonly string[],
  {
    host,
    pathname,
    isAmbiguous,
  }: { readonly host: string; readonly pathname: string; readonly isAmbiguous: boolean },
): string[] {
  const parents = parentDomains(host);
  const everywhere = names.flatMap((name) => parents.map((domain) => deletion(name, '/', domain)));
  if (!isAmbiguous) return everywhere;
  // Longer paths are sent first, and win: the one that hides the host's own cookie may be any of these.
  const onPaths = names.flatMap((name) =>
    pathsAbove(pathname).flatMap((path) => [
      deletion(name, path),
      ...[host, ...parents].map((domain) => deletion(name, path, domain)),
    ]),
  );
  return [...everywhere, ...onPaths];
}

function deletion(name: string, path: string, domain?: string): string {
  return `${name}=; Path=${path}; ${domain === undefined ? '' : `Domain=${domain}; `}Max-Age=0; SameSite=Lax`;
}

/** `/a/b` and `/a/b/` are two paths to a cookie jar; the root is not among them. */
function pathsAbove(pathname: string): string[] {
  const segments = pathname.split('/').filter(Boolean).slice(0, MAX_PATHS);
  return segments
    .map((_segment, index) => `/${segments.slice(0, index + 1).join('/')}`)
    .filter((path) => !/[;\s]/.test(path))
    .flatMap((path) => [path, `${path}/`]);
}
