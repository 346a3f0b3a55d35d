import { getCookieSuffix } from '@clerk/shared/keys';
import { type OutagePolicy, sharedBreaker } from '../outage/outage-policy.ts';
import { type AuthorizedParties, authorizedParties } from '../registry/authorized-parties.ts';
import { pageAppDefinition, type SsoConfig, staffOf } from '../registry/define-sso.ts';
import type { OrganizationSyncOptions } from '../registry/organization-target.ts';
import type { Origin } from '../registry/origin.ts';
import { resolveTopology, type Topology } from '../registry/topology.ts';
import type { Address } from '../request/address.ts';
import type { BrowserClerk } from './browser-clerk.ts';
import {
  currentEnvironment,
  currentHealthUrl,
  currentImageSecret,
  currentJwtKey,
  currentOutageGraceMs,
  currentPageSources,
  currentProbeIntervalMs,
  readBrowserClerk,
} from './env.ts';

/** Everything about one app that no request can change. */
export interface AppPolicy {
  readonly app: string;
  readonly posture: 'public' | 'mixed' | 'protected' | 'staff';
  readonly staffOf: string | undefined;
  readonly organizationSyncOptions: OrganizationSyncOptions | undefined;
  /** Paths that anyone may read, from sso.config.ts. */
  readonly publicPaths: readonly string[] | undefined;
  readonly parties: AuthorizedParties;
  readonly topology: Topology;
  /** The app's own origins by host, `host[:port]`. */
  readonly ownOrigins: ReadonlyMap<string, Origin>;
  readonly clerk: BrowserClerk;
  /** For the pages of recovery: who may frame the app, and at which other origins its forms may end. */
  readonly pageSources: {
    readonly frameAncestors: readonly string[];
    readonly formTargets: readonly string[];
  };
  /** End of the names of this Clerk instance's cookies; several instances may share a domain. */
  readonly cookieSuffix: Promise<string>;
  readonly jwtKey: string | undefined;
  /** Signs the proofs of Next's image optimizer; undefined: they are not used here. */
  readonly imageSecret: string | undefined;
  readonly outage: OutagePolicy;
  /** From sso.config.ts; undefined: the SDK's own. */
  readonly clockSkewInMs: number | undefined;
  /** From sso.config.ts; undefined: the default of `withAuth`. */
  readonly machineTokenCacheSeconds: number | undefined;
}

/**
 * Derives an app's policy from the registry and this process's environment.
 *
 * @param sso The registry.
 * @param app An app with pages.
 * @param options `jwtKey`: PEM; default: CLERK_JWT_KEY. `outage`: default: this process's.
 * @throws {AuthConfigError} `not_a_page_app`; and as `readEnvironment`, `authorizedParties` and `readBrowserClerk` do.
 */
export function buildAppPolicy<Name extends string>(
  sso: SsoConfig<Name>,
  app: NoInfer<Name>,
  options: Partial<Pick<AppPolicy, 'jwtKey' | 'outage'>> = {},
): AppPolicy {
  const place = { config: sso, self: app, environment: currentEnvironment() };
  const { posture, organizationSyncOptions, publicPaths } = pageAppDefinition(sso, app);
  const parties = authorizedParties(place);
  for (const caller of parties.absent) {
    console.warn(
      `[auth] ${caller.app} may call ${app}, but cannot here. ${caller.reason} (code=caller_absent)`,
    );
  }
  const topology = resolveTopology(place);
  const clerk = readBrowserClerk();
  return {
    app,
    posture: typeof posture === 'string' ? posture : 'staff',
    staffOf: staffOf(posture),
    organizationSyncOptions,
    publicPaths,
    parties,
    topology,
    ownOrigins: originsByHost(topology.own),
    clerk,
    pageSources: currentPageSources(),
    cookieSuffix: getCookieSuffix(clerk.publishableKey),
    jwtKey: options.jwtKey ?? currentJwtKey(),
    imageSecret: currentImageSecret(),
    outage: options.outage ?? currentOutagePolicy(sso),
    clockSkewInMs: sso.clockSkewInMs,
    machineTokenCacheSeconds: sso.machineTokenCacheSeconds,
  };
}

/** By host. Where the scheme is lost on the way, a proxy may still spell out the default port of the browser's. */
function originsByHost(own: readonly Origin[]): ReadonlyMap<string, Origin> {
  return new Map(
    own.flatMap((origin) => {
      const { host, port, protocol } = new URL(origin);
      const spelledOut = `${host}:${protocol === 'https:' ? 443 : 80}`;
      return port === ''
        ? [[host, origin] as const, [spelledOut, origin] as const]
        : [[host, origin] as const];
    }),
  );
}

/** The app's own origin that the browser addressed; the canonical one when the host is none of them. */
export function ownOriginOf(
  { host }: Pick<Address, 'host'>,
  { ownOrigins, topology }: Pick<AppPolicy, 'ownOrigins' | 'topology'>,
): Origin {
  return ownOrigins.get(host) ?? topology.own[0];
}

/** The outage policy of this process, from `outage` of sso.config.ts and SSO_OUTAGE_GRACE_MS. */
function currentOutagePolicy(sso: Pick<SsoConfig, 'outage'>): OutagePolicy {
  return {
    breaker: sharedBreaker({ healthUrl: currentHealthUrl, intervalMs: currentProbeIntervalMs }),
    graceMs: currentOutageGraceMs() ?? sso.outage?.graceMs ?? 0,
    graceFor: sso.outage?.graceFor ?? 'reads',
  };
}
