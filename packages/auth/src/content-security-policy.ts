import { AuthConfigError } from './errors.ts';

/** The directives every page gets; a team may add sources to each. */
export type CspDirective =
  | 'default-src'
  | 'script-src'
  | 'style-src'
  | 'img-src'
  | 'font-src'
  | 'media-src'
  | 'connect-src'
  | 'frame-src'
  | 'worker-src'
  | 'manifest-src'
  | 'object-src'
  | 'base-uri'
  | 'form-action'
  | 'frame-ancestors';

/** Sources by directive, as they are written in the header: `'self'`, `https://img.acme.example`, `data:`. */
export type CspSources = Readonly<Partial<Record<CspDirective, readonly string[]>>>;

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
 * What Clerk's components reach beside the Frontend API: bot protection, payment, address completion, pictures, telemetry.
 *
 * @source `@clerk/nextjs` 7.9.7 `contentSecurityPolicy` (a test compares), which allows scripts from any host instead of
 *   naming Cloudflare's.
 */
const CLERK_SERVICES: CspSources = {
  'script-src': [
    'https://challenges.cloudflare.com',
    'https://js.stripe.com',
    'https://*.js.stripe.com',
    'https://maps.googleapis.com',
    'https://*.protect.clerk.com',
  ],
  'connect-src': [
    'https://clerk-telemetry.com',
    'https://*.clerk-telemetry.com',
    'https://api.stripe.com',
    'https://maps.googleapis.com',
    'https://img.clerk.com',
    'https://*.protect.clerk.com:*',
  ],
  'img-src': ['https://img.clerk.com'],
  'frame-src': [
    'https://challenges.cloudflare.com',
    'https://js.stripe.com',
    'https://*.js.stripe.com',
    'https://hooks.stripe.com',
    'https://*.protect.clerk.com',
  ],
};

/**
 * The policy that every page of an app has, static ones too: where things may come from.
 *
 * `script-src 'unsafe-inline'` is in it because Next writes a static page's data as inline scripts at build time: a nonce
 * would have to be the same for everyone, and hashes are known only after the build that this header is part of. So on a
 * static page an injected inline script does run, though it can neither load code from, nor send data to, a place that is
 * not named here. Pages rendered for a request carry `buildNoncePolicy` as well, and browsers obey both.
 *
 * `style-src 'unsafe-inline'`: Clerk's components make their styles in the browser (Emotion), on static pages too, and React
 * writes `style` attributes into the HTML, which no nonce can cover.
 *
 * @param additions Of the team; they only ever add.
 * @returns The header's value.
 * @throws {AuthConfigError} `invalid_content_security_policy`: an addition is no source, or is `'none'`.
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

/**
 * The stricter half for a page that is rendered for one request: only scripts with its nonce run, and what those load.
 *
 * @param nonce Base64, fresh for each answer.
 * @param keywords From `scriptKeywords`.
 * @source CSP Level 3, `strict-dynamic`: nonces for what the parser finds, trust passed on to what scripts insert.
 */
export function buildNoncePolicy(nonce: string, keywords: readonly string[] = []): string {
  return ['script-src', `'nonce-${nonce}'`, "'strict-dynamic'", ...keywords].join(' ');
}

/** The sources of `script-src` that still mean something beside a nonce: permissions such as `'unsafe-eval'`, and hashes. */
export function scriptKeywords(
  places: Pick<PolicyPlaces, 'developmentServer'>,
  additions: CspSources,
): string[] {
  const meaningless = ["'self'", "'unsafe-inline'"];
  const given = (additions['script-src'] ?? []).filter((source) => source.startsWith("'"));
  const all = [...(places.developmentServer === undefined ? [] : ["'unsafe-eval'"]), ...given];
  return [...new Set(all.filter((source) => !meaningless.includes(source)))];
}

function join(sources: readonly string[], added: readonly string[]): string {
  const all = added.length > 0 ? sources.filter((source) => source !== "'none'") : sources;
  return [...new Set([...all, ...added])].join(' ');
}

const UNQUOTED =
  /^(self|none|strict-dynamic|report-sample|unsafe-\w+(-\w+)*|wasm-unsafe-eval|(nonce|sha\d+)-.*)$/;

function assertAdditions(additions: CspSources, known: readonly string[]): void {
  for (const [directive, sources] of Object.entries<readonly string[] | undefined>(additions)) {
    if (!known.includes(directive)) throw invalid(`There is no directive "${directive}" here.`);
    for (const source of sources ?? []) {
      if (source === "'none'") throw invalid(`${directive} cannot have "'none'" added: additions only add.`);
      if (UNQUOTED.test(source)) throw invalid(`${directive}: "${source}" is written in single quotes.`);
      if (!/^('[^'\s;,]+'|[^'\s;,]+)$/.test(source)) throw invalid(`${directive}: "${source}" is no source.`);
    }
  }
}

function invalid(problem: string): AuthConfigError {
  return new AuthConfigError('invalid_content_security_policy', problem);
}
