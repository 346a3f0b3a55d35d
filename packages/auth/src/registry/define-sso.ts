import { parse } from 'tldts';
import { AuthConfigError } from '../errors.ts';
import { type OrganizationSyncOptions, organizationTarget } from './organization-target.ts';
import { parseOrigin } from './origin.ts';
import { parsePath, parsePublicPaths } from './own-paths.ts';

/**
 * What the proxy requires of a request before the app receives it. The guard next to the data decides independently of it.
 * - `public`: readable by anyone, static; no cookie, no redirect, no session on the server.
 * - `mixed`: readable by anyone; the server knows the user when one is signed in.
 * - `protected`: requires a signed-in user.
 * - `{ staffOf }`: requires a signed-in user whose active organization has this slug.
 */
export type Posture = 'public' | 'mixed' | 'protected' | { readonly staffOf: string };

/** An app with pages: users sign in to it, and Clerk mints session tokens for its origin. */
export interface PageAppDefinition<Name extends string = string> {
  readonly posture: Posture;
  /** Vercel project name; sibling previews are found by it. */
  readonly vercelProject: string;
  /** Apps whose session tokens this one accepts as bearer tokens. In cookies it accepts only its own. */
  readonly callers: readonly Name[];
  /** Paths that name an organization; the proxy makes it the active organization before the app receives the request. */
  readonly organizationSyncOptions?: OrganizationSyncOptions;
  /**
   * Paths that anyone may read, whatever the posture: `/status` is this path alone, `/press/*` every path below `/press`. The
   * pages there may ask who the user is, but must not depend on one. Without base path; files that Next serves by convention,
   * such as `robots.txt`, need no entry.
   */
  readonly publicPaths?: readonly string[];
  /**
   * Further origins of production under which browsers reach the app, below `rootDomain`: a zone of another app
   * (`https://www.acme.example`, through its rewrites), a second name. Session tokens that Clerk mints there are the app's own.
   * Locally the same names below `localRootDomain`; previews have none.
   */
  readonly ownOrigins?: readonly string[];
  /** Path of the page for signed-in users who have no access; default `/no-access`. */
  readonly noAccessPath?: string;
  /** Label under the root domain; the app's name when absent. */
  readonly subdomain?: string;
}

/** An API without pages: no proxy, no cookies, no tokens of its own. It accepts bearer tokens of its callers. */
export interface ApiDefinition<Name extends string = string> {
  readonly posture: 'bearer';
  /** Apps whose session tokens it accepts; at least one. */
  readonly callers: readonly Name[];
  /** Vercel project name, if it is deployed there; sibling previews are found by it. */
  readonly vercelProject?: string;
  /** Label under the root domain; its name when absent. */
  readonly subdomain?: string;
}

export type AppDefinition<Name extends string = string> = PageAppDefinition<Name> | ApiDefinition<Name>;

export interface SsoConfig<Name extends string = string> {
  readonly rootDomain: string;
  readonly localRootDomain: string;
  readonly primary: NoInfer<Name>;
  /** Where users sign in: a path of the primary app, or an https URL; default `/sign-in`. */
  readonly signInUrl?: string;
  /** Where users sign up, in the same form; default `/sign-up`. */
  readonly signUpUrl?: string;
  /**
   * Milliseconds by which this server's clock and Clerk's may differ; default 5,000, at most 60,000. A token is accepted for
   * this much longer than it lives, so also after its session has ended.
   */
  readonly clockSkewInMs?: number;
  /**
   * Whose tokens a session cookie may hold. `self`, the default: those minted for this app's origins.
   * `siblings`: also those of any registered app. A token that leaks from one app then works on all of them; choose it only
   * where a proxy in front of Clerk gives every app the same token and session sync costs too much.
   */
  readonly cookieTokensOf?: 'self' | 'siblings';
  /** What happens while Clerk cannot be reached; `src/outage/outage-policy.ts` describes the cost. */
  readonly outage?: {
    /** Milliseconds for which an expired token is still accepted while Clerk is down; default 0: not at all. At most 8 hours. */
    readonly graceMs?: number;
    /** Default `reads`: GET and HEAD only. */
    readonly graceFor?: 'reads' | 'everything';
  };
  /**
   * Seconds for which a verified API key, M2M or OAuth token is accepted without asking Clerk again, per process; default 30,
   * 0: ask each time. A revoked one works at most this much longer. Clerk charges for verifications: $0.00001 each, after
   * 100,000 a month; one key used twice a second all month is 5 million requests, and with 30 seconds 86,400 verifications.
   *
   * @source Clerk changelog 2026-04-17, "API Keys General Availability".
   */
  readonly machineTokenCacheSeconds?: number;
  readonly apps: { readonly [K in Name]: AppDefinition<NoInfer<Name>> };
}

/**
 * The registry of the team, for types alone: `sso.config.ts` adds itself here, and names of apps are checked wherever this package
 * takes one. Without it every string is taken.
 *
 * @example declare module '@subdomain-sso/auth/define-sso' { interface Register { sso: typeof sso } }
 */
// biome-ignore lint/suspicious/noEmptyInterface: a team's declaration is merged into it; a type alias cannot be.
export interface Register {}

type Registered = Register extends { readonly sso: infer Sso } ? Sso : SsoConfig;

type AppsIn<Sso> = Sso extends { readonly apps: infer Apps } ? Apps : never;

/** Names of the APIs of a registry: no pages, no cookies, bearer tokens only. */
export type ApiNameOf<Sso> = {
  [Name in keyof AppsIn<Sso>]: AppsIn<Sso>[Name] extends { readonly posture: infer Kind }
    ? 'bearer' extends Kind
      ? Name
      : never
    : never;
}[keyof AppsIn<Sso>] &
  string;

/** Names of the apps of a registry that have pages. What needs a browser, such as a proxy, a link or a menu, takes only these. */
export type PageAppNameOf<Sso> = {
  [Name in keyof AppsIn<Sso>]: AppsIn<Sso>[Name] extends { readonly posture: 'bearer' } ? never : Name;
}[keyof AppsIn<Sso>] &
  string;

/** An API of the team's registry. */
export type ApiName = ApiNameOf<Registered>;

/** An app of the team's registry that has pages. */
export type AppName = PageAppNameOf<Registered>;

interface AppsOf<Postures> {
  readonly apps: { readonly [Name in keyof Postures]: { readonly posture: Postures[Name] } };
}

/**
 * Checks the registry once, when the module is loaded, so that everything derived from it can rely on it.
 *
 * @returns The same object; its type keeps each app's posture, so that types can separate APIs from apps with pages.
 * @throws {AuthConfigError} `unknown_app`: the primary or a caller is not among `apps`.
 *   `not_a_page_app`: the primary or a caller is an API. `empty_authorized_parties`: an API without callers.
 *   `invalid_origin`: one of `ownOrigins` is no https origin below `rootDomain`. `invalid_path`: a path or page is malformed. `invalid_number`: `clockSkewInMs` is out of its bounds.
 *   `invalid_organization_pattern`: a pattern cannot be parsed, or names no `:slug` or `:id`. `invalid_root_domain`: not a
 *   registrable domain (a public suffix shares no cookie), or the local one is not `*.localhost`.
 * @source Public Suffix List through tldts; Clerk docs "Authentication across subdomains".
 */
export function defineSso<const Postures extends Readonly<Record<string, Posture | 'bearer'>>>(
  config: AppsOf<Postures> & NoInfer<SsoConfig<keyof Postures & string>>,
): AppsOf<Postures> & SsoConfig<keyof Postures & string> {
  assertRootDomain(config.rootDomain);
  assertLocalRootDomain(config.localRootDomain);
  assertPageApp(config, config.primary, 'primary');
  if (config.signInUrl !== undefined) assertPage(config.signInUrl, 'signInUrl');
  if (config.signUpUrl !== undefined) assertPage(config.signUpUrl, 'signUpUrl');
  assertClockSkew(config.clockSkewInMs ?? 0);
  for (const [name, app] of Object.entries<AppDefinition>(config.apps)) {
    assertLabel(app.subdomain ?? name, name);
    if (app.posture !== 'bearer') assertPaths(name, app);
    if (app.posture !== 'bearer') assertOwnOrigins(config, name, app);
    for (const caller of app.callers) assertPageApp(config, caller, `apps.${name}.callers`);
    if (app.posture === 'bearer' && app.callers.length === 0) {
      throw new AuthConfigError('empty_authorized_parties', `The API "${name}" has no callers.`);
    }
  }
  return config;
}

/**
 * Looks up an app.
 *
 * @throws {AuthConfigError} `unknown_app`: the name is not registered.
 */
export function appDefinition<Name extends string>(
  config: SsoConfig<Name>,
  name: NoInfer<Name>,
): AppDefinition<Name> {
  assertKnown(config, name, 'the requested app');
  return config.apps[name];
}

/**
 * Looks up an app that has pages.
 *
 * @throws {AuthConfigError} `unknown_app`; `not_a_page_app`: its posture is "bearer".
 */
export function pageAppDefinition<Name extends string>(
  config: SsoConfig<Name>,
  name: NoInfer<Name>,
): PageAppDefinition<Name> {
  const app = appDefinition(config, name);
  if (app.posture !== 'bearer') return app;
  throw new AuthConfigError('not_a_page_app', `"${name}" is an API.`);
}

/** Slug of the organization whose members may use an app of this posture; undefined: the posture names none. */
export function staffOf(posture: Posture | 'bearer'): string | undefined {
  return typeof posture === 'string' ? undefined : posture.staffOf;
}

/**
 * Slug of the staff organization from the point of view of one app: the one that its own posture names, else the only one that
 * any posture of the registry names.
 *
 * @throws {AuthConfigError} `no_staff_organization`: neither is there.
 */
export function staffOrganization<Name extends string>(config: SsoConfig<Name>, self: NoInfer<Name>): string {
  const own = staffOf(appDefinition(config, self).posture);
  const apps = Object.values<AppDefinition>(config.apps);
  const [only, ...others] = new Set(apps.flatMap(({ posture }) => staffOf(posture) ?? []));
  const slug = own ?? (others.length === 0 ? only : undefined);
  if (slug !== undefined) return slug;
  throw new AuthConfigError('no_staff_organization', `There is no one staff organization for "${self}".`);
}

/** Names of the apps that have pages, in the order of the registry. */
export function pageAppNames<Name extends string>(config: SsoConfig<Name>): readonly Name[] {
  // Object.keys widens to string[]; the keys are exactly Name.
  return (Object.keys(config.apps) as Name[]).filter((name) => config.apps[name].posture !== 'bearer');
}

function assertPageApp(config: SsoConfig, name: string, where: string): void {
  assertKnown(config, name, where);
  if (config.apps[name]?.posture !== 'bearer') return;
  throw new AuthConfigError('not_a_page_app', `${where} names "${name}", which is an API.`);
}

function assertKnown(config: SsoConfig, name: string, where: string): void {
  if (Object.hasOwn(config.apps, name)) return;
  throw new AuthConfigError('unknown_app', `${where} names "${name}", which is not a registered app.`);
}

function assertLabel(label: string, app: string): void {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) return;
  throw new AuthConfigError('invalid_origin', `The subdomain of "${app}" is not a DNS label ("${label}").`);
}

/** A path of the primary app, or a page elsewhere, such as Clerk's hosted one. */
function assertPage(page: string, where: string): void {
  const isUrl = /^https:\/\/[^/?#\\]/i.test(page) && URL.canParse(page);
  if (!isUrl) parsePath(page, where);
}

/** Longer than a token lives, a session that has ended would go on. */
const MAX_CLOCK_SKEW_MS = 60_000;

function assertClockSkew(milliseconds: number): void {
  if (milliseconds >= 0 && milliseconds <= MAX_CLOCK_SKEW_MS) return;
  const problem = `clockSkewInMs is ${milliseconds}; it is at most ${MAX_CLOCK_SKEW_MS}.`;
  throw new AuthConfigError('invalid_number', problem);
}

function assertPaths(app: string, definition: PageAppDefinition): void {
  assertPatterns(app, definition.organizationSyncOptions);
  parsePublicPaths(definition.publicPaths ?? [], `apps.${app}.publicPaths`);
  if (definition.noAccessPath !== undefined) parsePath(definition.noAccessPath, `apps.${app}.noAccessPath`);
}

/** An origin of another domain shares no cookie with the sign-in page, and its tokens are not ours to accept. */
function assertOwnOrigins(
  { rootDomain }: Pick<SsoConfig, 'rootDomain'>,
  app: string,
  { ownOrigins = [] }: PageAppDefinition,
): void {
  for (const origin of ownOrigins) {
    const { protocol, hostname } = new URL(parseOrigin(origin, `apps.${app}.ownOrigins`));
    const isBelowRoot = hostname === rootDomain || hostname.endsWith(`.${rootDomain}`);
    if (protocol === 'https:' && isBelowRoot) continue;
    throw new AuthConfigError('invalid_origin', `apps.${app}.ownOrigins has "${origin}".`);
  }
}

function assertPatterns(app: string, options: OrganizationSyncOptions | undefined): void {
  for (const pattern of options?.organizationPatterns ?? []) {
    const isParsed = doesNotThrow(() => organizationTarget('/', { organizationPatterns: [pattern] }));
    if (isParsed && /:(slug|id)\b/.test(pattern)) continue;
    throw new AuthConfigError('invalid_organization_pattern', `apps.${app} has the pattern "${pattern}".`);
  }
  for (const pattern of options?.personalAccountPatterns ?? []) {
    if (doesNotThrow(() => organizationTarget('/', { personalAccountPatterns: [pattern] }))) continue;
    throw new AuthConfigError('invalid_organization_pattern', `apps.${app} has the pattern "${pattern}".`);
  }
}

function doesNotThrow(action: () => unknown): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

function assertRootDomain(domain: string): void {
  const { domain: registrable, isIp, isPrivate } = parse(domain, { allowPrivateDomains: true });
  if (registrable === domain && !isIp && !isPrivate) return;
  throw new AuthConfigError('invalid_root_domain', `"${domain}" is not a registrable domain.`);
}

function assertLocalRootDomain(domain: string): void {
  // Browsers refuse cookies with Domain=localhost, so a label must stand in front of it.
  if (/^[a-z0-9-]+\.localhost$/.test(domain)) return;
  throw new AuthConfigError('invalid_root_domain', `"${domain}" is not a name under .localhost.`);
}
