import { parentDomains } from '../registry/shared-domain.ts';

/**
 * Bytes of all lines together, with their header names. Servers in front of an app have 4 KB for all headers of an answer; with more
 * the answer would not arrive, and the planted cookie would stay.
 */
const BUDGET_BYTES = 2_048;

const HEADER_BYTES = 'set-cookie: \r\n'.length;

/**
 * Lists Set-Cookie lines that delete session cookies which a sibling app planted on a parent domain. Clerk writes session cookies
 * for one host, so a cookie with a Domain is never Clerk's. The host's own cookie stays.
 *
 * @param names Of the session cookies that the browser sent.
 * @param place `host`: of the app, from the registry, without port. `pathname`: of the request; with `isAmbiguous`, cookies under
 *   its parent paths are deleted as well.
 * @returns At most 2 KB: what a sibling app can set comes first, shallow paths before deep ones; a line that has no room is left out.
 *   Empty where no parent domain can hold a cookie: an IP address, or a host directly under a public suffix.
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
  // Browsers send longer paths first, and the first cookie wins: the planted one may be under any of these paths.
  const paths = isAmbiguous ? pathsAbove(pathname) : [];
  const withSlash = paths.map((path) => `${path}/`);
  const own = [...paths, ...withSlash];
  const places = [
    ...['/', ...paths, ...withSlash].flatMap((path) => parents.map((domain) => ({ path, domain }))),
    ...own.flatMap((path) => [{ path }, { path, domain: host }]),
  ];
  let left = BUDGET_BYTES;
  return places
    .flatMap(({ path, ...domain }) => names.map((name) => deletion(name, { path, ...domain })))
    .filter((line) => {
      const bytes = line.length + HEADER_BYTES;
      if (bytes > left) return false;
      left -= bytes;
      return true;
    });
}

function deletion(
  name: string,
  { path, domain }: { readonly path: string; readonly domain?: string },
): string {
  return `${name}=; Path=${path}; ${domain === undefined ? '' : `Domain=${domain}; `}Max-Age=0; SameSite=Lax`;
}

/** More lines than this have no room, so no longer list is made of a path with thousands of segments. */
const MAX_PATHS = 16;

/** Parent paths, the shallow ones first; the root is left out. A browser treats `/a/b` and `/a/b/` as two paths. */
function pathsAbove(pathname: string): string[] {
  const paths: string[] = [];
  for (let end = 0; end !== pathname.length && paths.length < MAX_PATHS; ) {
    const slash = pathname.indexOf('/', end + 1);
    end = slash === -1 ? pathname.length : slash;
    const path = pathname.slice(0, end);
    if (path.length > BUDGET_BYTES || /[;\s]/.test(path)) break;
    if (path !== '' && !path.endsWith('/')) paths.push(path);
  }
  return paths;
}
