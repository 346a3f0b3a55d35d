import { type ApiName, type AppName, sso } from '../sso.config.ts';
import { appDefinition } from './define-sso.ts';
import { currentEnvironment, type Environment } from './env.ts';
import type { Origin } from './origin.ts';
import {
  type AppOrigins,
  canonicalOrigins,
  knownOrigins,
  type OriginMap,
  resolveOrigins,
} from './origins.ts';
import { sharedDomainOf } from './shared-domain.ts';

/** In the address of the sign-in page: somebody was found signed out, and only Clerk may say otherwise. */
export const SESSION_ENDED_PARAMETER = 'session_ended';

/** What one app needs to know about where everything lives; serialisable, so that the build can hand it to the browser. */
export interface Topology {
  readonly self: AppName;
  /** The app's own origins, the one to link to first. */
  readonly own: readonly [Origin, ...Origin[]];
  /** The origin to link to, or to call, of each app and API that exists in this environment. */
  readonly origins: Partial<Record<AppName | ApiName, Origin>>;
  /** Every origin a redirect may go to. */
  readonly known: readonly Origin[];
  /** APIs that accept this app's tokens: the only other origins that `authFetch` sends one to. */
  readonly apis: readonly Origin[];
  /** The domain above the app that its siblings share; null where that is a public suffix or the app stands alone. */
  readonly sharedDomain: string | null;
}

/**
 * Derives one app's topology from the registry.
 *
 * @param environment This process's by default.
 * @throws {AuthConfigError} as `readEnvironment` and `resolveOrigins` do.
 */
export function resolveTopology(self: AppName, environment: Environment = currentEnvironment()): Topology {
  const origins = resolveOrigins(sso, self, environment);
  const own = origins[self];
  // resolveOrigins always finds the app that asks.
  if (own.status === 'absent') throw new Error(own.reason);
  return {
    self,
    own: own.own,
    origins: canonicalOrigins(origins),
    known: knownOrigins(sso, origins),
    apis: callableApis(self, origins),
    sharedDomain: sharedDomainOf(new URL(own.own[0]).hostname),
  };
}

function callableApis(self: AppName, origins: OriginMap<keyof typeof sso.apps>): readonly Origin[] {
  return Object.entries<AppOrigins>(origins).flatMap(([name, found]) => {
    // The entries of `origins` are those of the registry.
    const { posture, callers } = appDefinition(sso, name as keyof typeof sso.apps);
    return posture === 'bearer' && callers.includes(self) && found.status === 'present' ? found.own : [];
  });
}

/**
 * A page of the primary app, where people sign in and see their account.
 *
 * @returns Absolute URL; undefined where the primary app has no deployment.
 */
export function primaryUrl(topology: Topology, path: '/' | '/sign-in' | '/sign-up'): string | undefined {
  const origin = topology.origins[sso.primary];
  return origin ? `${origin}${path}` : undefined;
}

/**
 * The sign-in page that leads back to `returnUrl` (absolute).
 *
 * @param isEnded Clerk has just said here that the session is over. The sign-in page must not believe its own token, which
 *   may be good for another minute, and lead straight back: see `SESSION_ENDED_PARAMETER`.
 */
export function signInUrl(topology: Topology, returnUrl: string, isEnded = false): string | undefined {
  const page = primaryUrl(topology, '/sign-in');
  if (!page) return undefined;
  const query = new URLSearchParams({ redirect_url: returnUrl });
  if (isEnded) query.set(SESSION_ENDED_PARAMETER, '1');
  return `${page}?${query}`;
}
