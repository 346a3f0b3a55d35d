import { parse } from 'tldts';
import { AuthConfigError } from './errors.ts';
import { type OrganizationSyncOptions, organizationTarget } from './organization-target.ts';

/**
 * What the proxy asks of a request before the app sees it. The guard next to the data decides all the same.
 * - `public`: readable by anyone, static; no cookie, no redirect, no session on the server.
 * - `mixed`: readable by anyone; the server knows the person when there is one.
 * - `protected`: nothing without a signed-in person.
 * - `{ staffOf }`: nothing without a signed-in member of that organization (slug), active in this session.
 */
export type Posture = 'public' | 'mixed' | 'protected' | { readonly staffOf: string };

export interface AppDefinition<Name extends string = string> {
  readonly posture: Posture;
  /** Vercel project name; sibling previews are found by it. */
  readonly vercelProject: string;
  /** Apps whose session tokens this one accepts as a bearer token. Cookies: never any but its own. */
  readonly callers: readonly Name[];
  /** Paths that name the organization they are about; the proxy makes it the active one before the app sees the request. */
  readonly organizationSyncOptions?: OrganizationSyncOptions;
  /** Label under the root domain; the app's name when absent. */
  readonly subdomain?: string;
}

export interface SsoConfig<Name extends string = string> {
  readonly rootDomain: string;
  readonly localRootDomain: string;
  readonly primary: NoInfer<Name>;
  /**
   * Whose tokens a session cookie may hold. `self`, the default: those minted for this very app.
   * `siblings`: those of any registered app too. Then a token that leaks from the weakest of the apps acts on all of them;
   * choose it only where a proxy in front of Clerk hands every app the same token and syncing costs too much.
   */
  readonly cookieTokensOf?: 'self' | 'siblings';
  /** What happens while Clerk cannot be reached; `src/outage.ts` says what it costs. */
  readonly outage?: {
    /** Milliseconds a token is still believed after it expired, while Clerk is down; default 0: not at all. At most 8 hours. */
    readonly graceMs?: number;
    /** Default `reads`: GET and HEAD only. */
    readonly graceFor?: 'reads' | 'everything';
  };
  /**
   * Seconds an API key, M2M or OAuth token is believed without asking Clerk again, per process; default 30, 0: ask each time.
   * Each verification of an API key is charged for; a revoked one works this much longer at most.
   */
  readonly machineTokenCacheSeconds?: number;
  readonly apps: { readonly [K in Name]: AppDefinition<NoInfer<Name>> };
}

/**
 * Checks the registry once, where it is written, so that everything derived from it can trust it.
 *
 * @throws {AuthConfigError} `unknown_app`: the primary or a caller is not among `apps`.
 *   `invalid_organization_pattern`: a pattern cannot be read, or names no `:slug` or `:id`. `invalid_root_domain`: not a registrable domain (a public suffix shares no cookie), or the local one is not `*.localhost`.
 * @source Public Suffix List through tldts; Clerk docs "Authentication across subdomains".
 */
export function defineSso<const Name extends string>(config: SsoConfig<Name>): SsoConfig<Name> {
  assertRootDomain(config.rootDomain);
  assertLocalRootDomain(config.localRootDomain);
  assertKnown(config, config.primary, 'primary');
  for (const [name, app] of Object.entries<AppDefinition<Name>>(config.apps)) {
    assertLabel(app.subdomain ?? name, name);
    assertPatterns(name, app.organizationSyncOptions);
    for (const caller of app.callers) assertKnown(config, caller, `apps.${name}.callers`);
  }
  return config;
}

/** Looks up an app, refusing a name that is not registered. */
export function appDefinition<Name extends string>(config: SsoConfig<Name>, name: Name): AppDefinition<Name> {
  assertKnown(config, name, 'the requested app');
  return config.apps[name];
}

function assertKnown(config: SsoConfig, name: string, where: string): void {
  if (Object.hasOwn(config.apps, name)) return;
  throw new AuthConfigError('unknown_app', `${where} names "${name}", which is not a registered app.`);
}

function assertLabel(label: string, app: string): void {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) return;
  throw new AuthConfigError('invalid_origin', `The subdomain of "${app}" is not a DNS label ("${label}").`);
}

function assertPatterns(app: string, options: OrganizationSyncOptions | undefined): void {
  for (const pattern of options?.organizationPatterns ?? []) {
    const isReadable = runs(() => organizationTarget('/', { organizationPatterns: [pattern] }));
    if (isReadable && /:(slug|id)\b/.test(pattern)) continue;
    throw new AuthConfigError('invalid_organization_pattern', `apps.${app} has the pattern "${pattern}".`);
  }
  for (const pattern of options?.personalAccountPatterns ?? []) {
    if (runs(() => organizationTarget('/', { personalAccountPatterns: [pattern] }))) continue;
    throw new AuthConfigError('invalid_organization_pattern', `apps.${app} has the pattern "${pattern}".`);
  }
}

function runs(action: () => unknown): boolean {
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
  // Browsers refuse cookies with Domain=localhost, so a label in front of it is needed.
  if (/^[a-z0-9-]+\.localhost$/.test(domain)) return;
  throw new AuthConfigError('invalid_root_domain', `"${domain}" is not a name under .localhost.`);
}
