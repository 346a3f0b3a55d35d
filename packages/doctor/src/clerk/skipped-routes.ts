import type { NextApp, Repository } from '@repo/next-repository';
import { needsMiddleware } from './guard-names.ts';
import { type ProxyRules, readProxyRules } from './proxy-rules.ts';
import { type Route, routesOf, samplePaths } from './routes.ts';

/** A route that calls `auth()`, and of which the matcher skips at least one path. */
export interface SkippedRoute {
  readonly file: string;
  readonly app: NextApp;
  readonly rules: ProxyRules;
  /** A path that it answers and that the matcher skips. */
  readonly skipped: string;
  /** A path that it answers and that the matcher covers; undefined: none is known. */
  readonly covered: string | undefined;
}

/**
 * Finds the routes that call `auth()` without `clerkMiddleware()` before them, wholly or for some values of their parameters.
 *
 * @param isWanted Chooses among those that the matcher skips. Only those are followed through the code.
 */
export function findSkipped(
  repository: Repository,
  isWanted: (route: SkippedRoute) => boolean,
): readonly SkippedRoute[] {
  return repository.apps.flatMap((app) => {
    const rules = readProxyRules(repository, app);
    if (!rules) return [];
    return routesOf(app)
      .flatMap((route): readonly SkippedRoute[] => {
        const paths = pathsOf(route, rules);
        return paths.skipped === undefined
          ? []
          : [{ file: route.file, app, rules, covered: paths.covered, skipped: paths.skipped }];
      })
      .filter((route) => isWanted(route) && callsAuth(repository, route));
  });
}

/** Values that a parameter may have whatever the app is: one that no pattern names first, then those that patterns often ask for. */
const USUAL = ['en', 'en-US', '1', '00000000-0000-4000-8000-000000000000'];

/** Longer lists are those of file extensions, which stand for no parameter. */
const MAX_WORDS = 20;

function pathsOf({ segments }: Route, { matcher, runsFor }: ProxyRules) {
  const words = (matcher?.patterns.join(' ').match(/[A-Za-z0-9][\w-]*/g) ?? []).slice(0, MAX_WORDS);
  const other = ['x', 'y', 'z'].find((letter) => !words.includes(letter)) ?? 'x-y';
  const others = samplePaths(segments, [other]);
  const all = samplePaths(segments, [...new Set([other, ...USUAL, ...words])]);
  return { skipped: others.find((path) => !runsFor(path)), covered: all.find(runsFor) };
}

/** Whether a route leads to `auth()` in the same request. */
export function callsAuth({ graph }: Repository, { file }: Pick<Route, 'file'>): boolean {
  return [...graph.exportsOf(file).values()].some((declaration) =>
    graph.declarationReaches(file, declaration, needsMiddleware),
  );
}
