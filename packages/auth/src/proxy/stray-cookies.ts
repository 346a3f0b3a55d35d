import { parentDomains } from '../registry/shared-domain.ts';

/** Deeper paths get no deletion of their own: the headers of an answer must stay small. */
const MAX_PATHS = 8;

/**
 * Lists Set-Cookie lines that delete session cookies which a sibling app planted on a parent domain. Clerk writes session cookies
 * for one host, so a cookie with a Domain is never Clerk's. The host's own cookie stays.
 *
 * @param names Of the session cookies that the browser sent.
 * @param place `host`: of the app, from the registry, without port. `pathname`: of the request; with `isAmbiguous`, cookies under
 *   its parent paths are deleted as well.
 * @returns Empty where no parent domain can hold a cookie: an IP address, or a host directly under a public suffix.
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
  // Browsers send longer paths first, and the first cookie wins: the planted one may be under any of these paths.
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

/** Parent paths; the root is left out. A browser treats `/a/b` and `/a/b/` as two paths. */
function pathsAbove(pathname: string): string[] {
  const segments = pathname.split('/').filter(Boolean).slice(0, MAX_PATHS);
  return segments
    .map((_segment, index) => `/${segments.slice(0, index + 1).join('/')}`)
    .filter((path) => !/[;\s]/.test(path))
    .flatMap((path) => [path, `${path}/`]);
}
