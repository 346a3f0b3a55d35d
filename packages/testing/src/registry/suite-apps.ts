import { type AppDefinition, pageAppNames, type SsoConfig, staffOf } from '@subdomain-sso/auth/define-sso';
import type { SsoTestOptions } from '../options.ts';

/** An app with pages, as the suite sees it. */
export interface SuitePage {
  readonly app: string;
  /** The page to open, `/…`. */
  readonly path: string;
  /** Who may read it: everybody, a signed-in user, or members of the organization `staffSlug`. */
  readonly opensFor: 'everybody' | 'users' | 'staff';
  readonly isPublic: boolean;
  readonly staffSlug: string | undefined;
  readonly noAccessPath: string;
}

/** What accepts bearer tokens: an API, or a route handler of an app with pages. */
export interface SuiteEndpoint {
  readonly app: string;
  readonly path: string;
  /** Apps whose tokens it accepts, the app itself left out. */
  readonly callers: readonly string[];
  /** Apps with pages whose tokens it refuses. */
  readonly foreign: readonly string[];
}

/** What of a registry each kind of test needs. */
export interface SuiteApps {
  readonly primary: string;
  readonly pages: readonly SuitePage[];
  /** Pages that every signed-in user may read. */
  readonly open: readonly SuitePage[];
  /** Pages that ask an anonymous user to sign in, staff apps left out. */
  readonly protected: readonly SuitePage[];
  readonly staff: readonly SuitePage[];
  readonly endpoints: readonly SuiteEndpoint[];
  /** Whether a cookie of one app may hold a token of another one: `cookieTokensOf: 'siblings'`. */
  readonly sharesCookieTokens: boolean;
}

/** Sorts the apps of a registry by what the suite can test with them. */
export function suiteApps(
  sso: SsoConfig,
  { pages = {}, endpoints = {} }: Pick<SsoTestOptions, 'pages' | 'endpoints'>,
): SuiteApps {
  const all = pageAppNames(sso).map((app) => suitePage(sso, app, pages[app] ?? '/'));
  return {
    primary: sso.primary,
    pages: all,
    open: all.filter(({ opensFor }) => opensFor !== 'staff'),
    protected: all.filter(({ opensFor }) => opensFor === 'users'),
    staff: all.filter(({ opensFor }) => opensFor === 'staff'),
    endpoints: Object.entries<AppDefinition>(sso.apps).flatMap(([app, definition]) => {
      const path = endpoints[app] ?? (definition.posture === 'bearer' ? '/' : undefined);
      return path === undefined ? [] : [suiteEndpoint(sso, { app, path, callers: definition.callers })];
    }),
    sharesCookieTokens: sso.cookieTokensOf === 'siblings',
  };
}

function suitePage(sso: SsoConfig, app: string, path: string): SuitePage {
  const definition = sso.apps[app];
  // `app` is one of pageAppNames: an API has no such fields.
  const { posture = 'public', noAccessPath = '/no-access' } =
    definition?.posture === 'bearer' || definition === undefined ? {} : definition;
  const staffSlug = staffOf(posture);
  const needsUser = posture === 'protected' ? 'users' : 'everybody';
  return {
    app,
    path,
    opensFor: staffSlug === undefined ? needsUser : 'staff',
    isPublic: posture === 'public',
    staffSlug,
    noAccessPath,
  };
}

function suiteEndpoint(
  sso: SsoConfig,
  { app, path, callers }: Pick<SuiteEndpoint, 'app' | 'path' | 'callers'>,
): SuiteEndpoint {
  const accepted = new Set([app, ...callers]);
  return {
    app,
    path,
    callers: callers.filter((caller) => caller !== app),
    foreign: pageAppNames(sso).filter((name) => !accepted.has(name)),
  };
}
