import { getCookieSuffix } from '@clerk/shared/keys';
import { type AppName, sso } from '../sso.config.ts';
import { type AuthorizedParties, authorizedParties } from './authorized-parties.ts';
import type { RequestFacts } from './decide.ts';
import { pageAppDefinition } from './define-sso.ts';
import { currentEnvironment, currentJwtKey, readBrowserClerk } from './env.ts';
import type { OrganizationSyncOptions } from './organization-target.ts';
import { currentOutagePolicy, type OutagePolicy } from './outage.ts';
import type { BrowserClerk } from './session-sync.ts';
import { resolveTopology, type Topology } from './topology.ts';

/** Everything about one app that no request can change. */
export interface AppPolicy {
  readonly app: AppName;
  readonly posture: RequestFacts['posture'];
  readonly staffOf: string | undefined;
  readonly organizationSyncOptions: OrganizationSyncOptions | undefined;
  readonly parties: AuthorizedParties;
  readonly topology: Topology;
  readonly clerk: BrowserClerk;
  /** End of the names of this Clerk instance's cookies; several instances may share a domain. */
  readonly cookieSuffix: Promise<string>;
  readonly jwtKey: string | undefined;
  readonly outage: OutagePolicy;
}

/**
 * Derives an app's policy from the registry and this process's environment.
 *
 * @param options `jwtKey`: PEM; default: CLERK_JWT_KEY. `outage`: default: this process's.
 * @throws {AuthConfigError} as `readEnvironment`, `authorizedParties` and `readBrowserClerk` do.
 */
export function buildAppPolicy(
  app: AppName,
  options: Partial<Pick<AppPolicy, 'jwtKey' | 'outage'>> = {},
): AppPolicy {
  const environment = currentEnvironment();
  const { posture, organizationSyncOptions } = pageAppDefinition(sso, app);
  const parties = authorizedParties(app, environment);
  for (const caller of parties.absent) {
    console.warn(
      `[auth] ${caller.app} may call ${app}, but cannot here. ${caller.reason} (code=caller_absent)`,
    );
  }
  const clerk = readBrowserClerk();
  return {
    app,
    posture: typeof posture === 'string' ? posture : 'staff',
    staffOf: typeof posture === 'string' ? undefined : posture.staffOf,
    organizationSyncOptions,
    parties,
    topology: resolveTopology(app, environment),
    clerk,
    cookieSuffix: getCookieSuffix(clerk.publishableKey),
    jwtKey: options.jwtKey ?? currentJwtKey(),
    outage: options.outage ?? currentOutagePolicy(),
  };
}
