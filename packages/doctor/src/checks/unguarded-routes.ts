import type { NextApp, Repository } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { findGuard } from '../clerk/guard-names.ts';
import { holdsData } from '../clerk/holds-data.ts';
import { layoutsOf, refusesAnonymous } from '../clerk/layouts.ts';
import { readProxyRules } from '../clerk/proxy-rules.ts';
import { isOfPagesRouter, type Route, routesOf } from '../clerk/routes.ts';
import type { Unread } from '../unread.ts';

/** @source CVE-2025-29927, GHSA-vqx2-fgx2-5wq9, GHSA-26hh-7cqf-hhc6; Next.js docs "Authentication: data access layer", "Layouts and auth checks". */
export const unguardedRoutes: StaticCheck = {
  id: 'unguarded-routes',
  kind: 'static',
  title: 'A protected page or route without a guard of its own',
  whyItMatters:
    'Only the proxy, or a layout, protects it. Crafted requests have passed the proxy of Next.js or Clerk’s route matcher three times already; each time such a page was open to everyone. A layout does not run again when a user navigates, and a request for the page alone leaves it out.',
  fix: 'Call a guard where the data is read: await auth.protect(), or requireUser() of the auth package, in the page or handler itself.',
  severity: 'warning',
  run: (repository) => uniqueByPath(repository.apps.flatMap((app) => judgeRoutes(repository, app).findings)),
  unread: (repository) => repository.apps.flatMap((app) => judgeRoutes(repository, app).unread),
};

/** Where the auth package redirects refused users; it shows nothing protected. */
const OPEN_PAGES: ReadonlySet<string> = new Set(['/no-access']);

/** A route that is meant for signed-in users, and what keeps others out. */
interface ProtectedRoute extends Route {
  readonly by: 'proxy' | 'layout';
}

/** Routes of an app that its proxy, or a layout around them, lets only signed-in users reach. */
export function protectedRoutes(repository: Repository, app: NextApp): readonly ProtectedRoute[] {
  const rules = readProxyRules(repository, app);
  return routesOf(app).flatMap((route): readonly ProtectedRoute[] => {
    if (OPEN_PAGES.has(route.path)) return [];
    if (rules?.protects(route.path)) return [{ ...route, by: 'proxy' }];
    if (route.kind !== 'page' || isOfPagesRouter(route)) return [];
    const isInside = layoutsOf(app, route).some((layout) => refusesAnonymous(repository, layout));
    return isInside ? [{ ...route, by: 'layout' }] : [];
  });
}

interface Judgement {
  readonly findings: readonly (Finding & { readonly path: string })[];
  readonly unread: readonly Unread[];
}

const judgements = new WeakMap<NextApp, Judgement>();

function judgeRoutes(repository: Repository, app: NextApp): Judgement {
  const known = judgements.get(app);
  if (known) return known;
  const parts = protectedRoutes(repository, app).map((route) => judgeRoute(repository, app, route));
  const judgement = {
    findings: parts.flatMap(({ findings }) => findings),
    unread: parts.flatMap(({ unread }) => unread),
  };
  judgements.set(app, judgement);
  return judgement;
}

function judgeRoute(repository: Repository, app: NextApp, route: ProtectedRoute): Judgement {
  const findings: (Finding & { path: string })[] = [];
  const unread: Unread[] = [];
  const source = repository.source(route.file);
  // A client component holds no data of the server; its getServerSideProps does.
  if (!source || (source.directives.has('use client') && !isOfPagesRouter(route)))
    return { findings, unread };
  for (const name of answersOf(repository, route)) {
    const declaration = repository.graph.exportsOf(route.file).get(name);
    const place = repository.graph.codeExported(route.file, name);
    if (
      !declaration ||
      (route.kind === 'page' && place && !isOfPagesRouter(route) && !holdsData(repository, place))
    )
      continue;
    const guard = findGuard(repository.graph, route.file, declaration);
    const line = declaration.kind === 'code' ? source.lineAt(declaration.node.start) : 1;
    if (guard === 'guarded') continue;
    if (guard === 'open') {
      findings.push({ ...openRoute(repository, app, route, name), file: route.file, line, path: route.path });
    } else {
      const { from, imported } = guard.likely;
      const saw = `Taken for a guard by its name: ${imported} of ${from}, which is not in this repository`;
      unread.push({ saw, file: route.file, line, checks: ['unguarded-routes'] });
    }
  }
  return { findings, unread };
}

function openRoute(
  repository: Repository,
  app: NextApp,
  { path, kind, by }: ProtectedRoute,
  name: string,
): Pick<Finding, 'saw' | 'level'> {
  const what = kind === 'page' ? 'The page' : name === 'default' ? 'The handler' : name;
  const calls = `${what} of ${path} calls no guard`;
  if (by === 'layout') return { saw: `${calls}, and only a layout around it does`, level: 'error' };
  const rules = readProxyRules(repository, app);
  return rules?.runsFor(path)
    ? { saw: `${calls}, and only ${rules.source.file} protects it` }
    : { saw: `${calls}, and the matcher of the proxy skips it, so it is open`, level: 'error' };
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

/** The exports that answer requests. */
function answersOf({ graph }: Repository, route: Route): readonly string[] {
  const names = [...graph.exportsOf(route.file).keys()];
  if (isOfPagesRouter(route))
    return names.filter((name) => name === (route.kind === 'page' ? 'getServerSideProps' : 'default'));
  return names.filter((name) => (route.kind === 'page' ? name === 'default' : METHODS.has(name)));
}

/** Parallel slots show parts of one page. */
function uniqueByPath(findings: readonly (Finding & { readonly path: string })[]): readonly Finding[] {
  return [
    ...new Map(
      findings.toReversed().map(({ path, ...finding }) => {
        const isSlot = /\/@/.test(finding.file ?? '');
        return [isSlot ? `slot ${path}` : `${finding.file} ${finding.line}`, finding];
      }),
    ).values(),
  ];
}
