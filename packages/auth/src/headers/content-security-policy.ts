import { CLERK_SERVICES } from './clerk-services.ts';
import { assertAdditions, type CspDirective, type CspSources } from './policy-additions.ts';

/** Where the parts of a page come from: its own, Clerk's, and those of sibling apps. */
export interface PolicyPlaces {
  /** Origin of Clerk's Frontend API; undefined: a path of the app's own. */
  readonly frontendApi: string | undefined;
  /** Origins of Clerk's scripts, where they are not the Frontend API's. */
  readonly clerkScripts: readonly string[];
  /** Origins of the APIs that accept this app's tokens. */
  readonly callable: readonly string[];
  /** Apps at which a form may end: browsers apply `form-action` to redirects after a submission as well. */
  readonly formTargets: readonly string[];
  /** The origin of `next dev`, which evaluates code and keeps a socket open; undefined for builds. */
  readonly developmentServer: string | undefined;
}

/**
 * Builds the policy of every page of an app, static ones included. Pages rendered for a request carry `buildNoncePolicy` as
 * well, and browsers enforce both.
 *
 * @param additions Of the team; they can only add sources.
 * @returns The header's value.
 * @throws {AuthConfigError} `invalid_content_security_policy`: an addition is no source, or would remove a permission:
 *   `'none'`, a nonce, `'strict-dynamic'`.
 * @source CSP Level 3; Next.js docs "Content Security Policy"; Clerk docs "CSP headers".
 */
export function buildContentSecurityPolicy(places: PolicyPlaces, additions: CspSources = {}): string {
  const { frontendApi, clerkScripts, callable, formTargets, developmentServer } = places;
  const clerk = frontendApi === undefined ? [] : [frontendApi];
  const evaluation = developmentServer === undefined ? [] : ["'unsafe-eval'"];
  const socket = developmentServer === undefined ? [] : [developmentServer.replace(/^http/, 'ws')];
  const own: Record<CspDirective, readonly string[]> = {
    'default-src': ["'self'"],
    // 'unsafe-inline': Next writes a static page's data as inline scripts at build time. A nonce would be the same for every
    // visitor, and hashes are known only after the build that this header is part of. An injected inline script therefore
    // runs on a static page; it can load from and call only the places named here, but it can navigate away.
    'script-src': ["'self'", "'unsafe-inline'", ...evaluation, ...clerk, ...clerkScripts],
    // Clerk's components make their styles in the browser (Emotion), on static pages too, and React writes `style` attributes
    // into the HTML, which no nonce can cover.
    'style-src': ["'self'", "'unsafe-inline'"],
    // blob: and data: show a picture before it is uploaded.
    'img-src': ["'self'", 'data:', 'blob:', ...clerk],
    'font-src': ["'self'"],
    'media-src': ["'self'"],
    'connect-src': ["'self'", ...socket, ...clerk, ...callable],
    'frame-src': ["'self'"],
    // clerk-js polls for fresh tokens in a worker that it creates from a blob.
    'worker-src': ["'self'", 'blob:'],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...formTargets],
    'frame-ancestors': ["'none'"],
  };
  assertAdditions(additions, Object.keys(own));
  return Object.entries<readonly string[]>(own)
    .map(([name, sources]) => {
      // Object.entries widens the key; it is one of `own`.
      const directive = name as CspDirective;
      const added = [...(CLERK_SERVICES[directive] ?? []), ...(additions[directive] ?? [])];
      return `${name} ${join(sources, added)}`;
    })
    .join('; ');
}

function join(sources: readonly string[], given: readonly string[]): string {
  // Browsers ignore 'unsafe-inline' beside a hash, which would allow less. Hashes are part of the nonce policy instead.
  const isInline = sources.includes("'unsafe-inline'");
  const added = isInline ? given.filter((source) => !/^'sha\d+-/.test(source)) : given;
  const all = added.length > 0 ? sources.filter((source) => source !== "'none'") : sources;
  return [...new Set([...all, ...added])].join(' ');
}
