import type { CodeGraph, NextApp, Repository } from '@repo/next-repository';
import type { Finding, StaticCheck } from '../check.ts';
import { isGuard } from '../clerk/guard-names.ts';
import { readProxyRules } from '../clerk/proxy-rules.ts';
import { type Route, routesOf } from '../clerk/routes.ts';

/** @source CVE-2025-29927, GHSA-vqx2-fgx2-5wq9, GHSA-26hh-7cqf-hhc6; Next.js docs "Authentication: data access layer". */
export const unguardedRoutes: StaticCheck = {
  id: 'unguarded-routes',
  kind: 'static',
  title: 'A protected page or route without a guard of its own',
  whyItMatters:
    'Only the proxy protects it. Crafted requests have passed the proxy of Next.js or Clerk’s route matcher three times already; each time such a page was open to everyone.',
  fix: 'Call a guard where the data is read: await auth.protect(), or requireUser() of the auth package, in the page or handler itself.',
  severity: 'error',
  run: (repository) => {
    const graph = repository.graph;
    return repository.apps.flatMap((app) => findUnguarded(repository, app, graph));
  },
};

/** Where the auth package redirects refused users; it shows nothing protected. */
const OPEN_PAGES: ReadonlySet<string> = new Set(['/no-access']);

/** Routes of an app that its proxy lets only signed-in users reach. */
export function protectedRoutes(repository: Repository, app: NextApp): readonly Route[] {
  const rules = readProxyRules(repository, app);
  if (!rules) return [];
  return routesOf(app).filter(({ path }) => rules.protects(path) && !OPEN_PAGES.has(path));
}

function findUnguarded(repository: Repository, app: NextApp, graph: CodeGraph): readonly Finding[] {
  const rules = readProxyRules(repository, app);
  const proxied = (path: string) =>
    rules?.runsFor(path)
      ? `only ${rules.source.file} protects it`
      : 'the matcher of the proxy skips it, so it is open';
  return protectedRoutes(repository, app).flatMap((route) => {
    const source = repository.source(route.file);
    // A client component holds no data of the server.
    if (!source || source.directives.has('use client')) return [];
    const open = answersOf(route, graph).filter(
      ([, declaration]) => !graph.declarationReaches(route.file, declaration, isGuard),
    );
    return open.map(([name, declaration]) => {
      const what = route.kind === 'page' ? 'The page' : name === 'default' ? 'The handler' : name;
      const line = declaration.kind === 'code' ? source.lineAt(declaration.node.start) : 1;
      return {
        saw: `${what} of ${route.path} calls no guard, and ${proxied(route.path)}`,
        file: route.file,
        line,
      };
    });
  });
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);

function answersOf({ file, kind }: Route, graph: CodeGraph) {
  const isPagesRouter = !/\/?route\.[jt]sx?$/.test(file);
  return [...graph.exportsOf(file)].filter(([name]) =>
    kind === 'page' || isPagesRouter ? name === 'default' : METHODS.has(name),
  );
}
