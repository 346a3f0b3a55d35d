import { CLERK_SERVICES } from './clerk-services.ts';
import { assertAdditions, type CspDirective, type CspSources } from './policy-additions.ts';

/** Where a page's own parts, Clerk's and our siblings' come from. */
export interface PolicyPlaces {
  /** Origin of Clerk's Frontend API; undefined: a path of the app's own. */
  readonly frontendApi: string | undefined;
  /** Origins of Clerk's scripts, where they are not the Frontend API's. */
  readonly clerkScripts: readonly string[];
  /** Apps that accept this one's tokens. */
  readonly callable: readonly string[];
  /** Apps a form may end up at: browsers hold redirects after a submission to `form-action` too. */
  readonly formTargets: readonly string[];
  /** The origin of `next dev`, which evaluates code and keeps a socket open; undefined for builds. */
  readonly developmentServer: string | undefined;
}

/**
 * The policy that every page of an app has, static ones too: where things may come from.
 *
 * `script-src 'unsafe-inline'` is in it because Next writes a static page's data as inline scripts at build time: a nonce
 * would have to be the same for everyone, and hashes are known only after the build that this header is part of. So on a
 * static page an injected inline script does run; it can neither load code from nor call a place that is not named here,
 * but it can lead the browser away. Pages rendered for a request carry `buildNoncePolicy` as well, and browsers obey both.
 *
 * `style-src 'unsafe-inline'`: Clerk's components make their styles in the browser (Emotion), on static pages too, and React
 * writes `style` attributes into the HTML, which no nonce can cover.
 *
 * @param additions Of the team; they only ever add.
 * @returns The header's value.
 * @throws {AuthConfigError} `invalid_content_security_policy`: an addition is no source, or one that would take something
 *   away: `'none'`, a nonce, `'strict-dynamic'`.
 * @source CSP Level 3; Next.js docs "Content Security Policy"; Clerk docs "CSP headers".
 */
export function buildContentSecurityPolicy(places: PolicyPlaces, additions: CspSources = {}): string {
  const { frontendApi, clerkScripts, callable, formTargets, developmentServer } = places;
  const clerk = frontendApi === undefined ? [] : [frontendApi];
  const evaluation = developmentServer === undefined ? [] : ["'unsafe-eval'"];
  const socket = developmentServer === undefined ? [] : [developmentServer.replace(/^http/, 'ws')];
  const own: Record<CspDirective, readonly string[]> = {
    'default-src': ["'self'"],
    'script-src': ["'self'", "'unsafe-inline'", ...evaluation, ...clerk, ...clerkScripts],
    'style-src': ["'self'", "'unsafe-inline'"],
    // blob: and data: a picture is shown before it is uploaded.
    'img-src': ["'self'", 'data:', 'blob:', ...clerk],
    'font-src': ["'self'"],
    'media-src': ["'self'"],
    'connect-src': ["'self'", ...socket, ...clerk, ...callable],
    'frame-src': ["'self'"],
    // clerk-js polls for fresh tokens in a worker that it makes out of a blob.
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
  // Beside a hash browsers ignore 'unsafe-inline', which allows more already; in a nonce policy hashes do their part.
  const isInline = sources.includes("'unsafe-inline'");
  const added = isInline ? given.filter((source) => !/^'sha\d+-/.test(source)) : given;
  const all = added.length > 0 ? sources.filter((source) => source !== "'none'") : sources;
  return [...new Set([...all, ...added])].join(' ');
}
