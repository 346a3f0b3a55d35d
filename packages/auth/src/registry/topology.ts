import { type AppDefinition, appDefinition } from './define-sso.ts';
import type { Origin } from './origin.ts';
import {
  type AppInEnvironment,
  type AppOrigins,
  canonicalOrigins,
  knownOrigins,
  resolveOrigins,
} from './origins.ts';
import { sharedDomainOf } from './shared-domain.ts';

/** What one app needs to know about where every app lives; serialisable, so that the build can pass it to the browser. */
export interface Topology<Name extends string = string> {
  readonly self: Name;
  /** The app's own origins, the one to link to first. */
  readonly own: readonly [Origin, ...Origin[]];
  /** The origin to link to, or to call, of each app and API that exists in this environment. */
  readonly origins: Readonly<Partial<Record<Name, Origin>>>;
  /** Origin of the app with the sign-in page; null where it has no deployment. */
  readonly primaryOrigin: Origin | null;
  /** Absolute URL of the page where users sign in; null where the primary app has no deployment. */
  readonly signInUrl: string | null;
  /** The same for signing up. */
  readonly signUpUrl: string | null;
  /** Path of this app's page for signed-in users who have no access. */
  readonly noAccessPath: string;
  /** Every origin a redirect may go to. */
  readonly known: readonly Origin[];
  /** APIs that accept this app's tokens: the only other origins to which a page of this app sends one. */
  readonly apis: readonly Origin[];
  /** The domain that the app shares with its siblings; null where that would be a public suffix or the app stands alone. */
  readonly sharedDomain: string | null;
}

/**
 * Derives one app's topology from the registry.
 *
 * @throws {AuthConfigError} as `resolveOrigins` does.
 */
export function resolveTopology<Name extends string>(app: AppInEnvironment<Name>): Topology<Name> {
  const { config, self } = app;
  const origins = resolveOrigins(app);
  const own = origins[self];
  // resolveOrigins always finds the app itself.
  if (own.status === 'absent') throw new Error(own.reason);
  const canonical = canonicalOrigins(origins);
  const primaryOrigin = canonical[config.primary] ?? null;
  return {
    self,
    own: own.own,
    origins: canonical,
    primaryOrigin,
    signInUrl: pageUrl(config.signInUrl ?? '/sign-in', primaryOrigin),
    signUpUrl: pageUrl(config.signUpUrl ?? '/sign-up', primaryOrigin),
    noAccessPath: noAccessPathOf(appDefinition(config, self)),
    known: knownOrigins(config, origins),
    apis: Object.entries<AppOrigins>(origins).flatMap(([name, found]) => {
      // Object.entries widens the key; it comes from OriginMap<Name>.
      const { posture, callers } = appDefinition(config, name as Name);
      return posture === 'bearer' && callers.includes(self) && found.status === 'present' ? found.own : [];
    }),
    sharedDomain: sharedDomainOf(new URL(own.own[0]).hostname),
  };
}

/** The URL of a page that is a path of the primary app or stands elsewhere. */
function pageUrl(page: string, primaryOrigin: Origin | null): string | null {
  if (!page.startsWith('/')) return page;
  return primaryOrigin === null ? null : `${primaryOrigin}${page}`;
}

function noAccessPathOf(app: AppDefinition): string {
  return (app.posture === 'bearer' ? undefined : app.noAccessPath) ?? '/no-access';
}
