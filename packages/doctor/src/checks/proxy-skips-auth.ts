import type { Change, Finding, StaticCheck } from '../check.ts';
import { needsMiddleware } from '../clerk/guard-names.ts';
import { type ProxyRules, readProxyRules } from '../clerk/proxy-rules.ts';
import { routesOf } from '../clerk/routes.ts';

/** @source Clerk docs "auth() was called but Clerk can't detect usage of clerkMiddleware()". */
export const proxySkipsAuth: StaticCheck = {
  id: 'proxy-skips-auth',
  kind: 'static',
  title: 'The matcher skips a route that calls auth()',
  whyItMatters:
    'auth() reads what clerkMiddleware() has added to the request. Where the matcher skips the middleware, every request to this route fails with error 500, or nobody is ever signed in.',
  fix: 'Let the matcher of proxy.ts cover the route, API routes included: "/(api|trpc)(.*)"; or verify the token in the route itself, with verifySession() or withAuth().',
  severity: 'error',
  run: (repository) => {
    const graph = repository.graph;
    return repository.apps.flatMap((app): readonly Finding[] => {
      const rules = readProxyRules(repository, app);
      if (!rules) return [];
      return routesOf(app)
        .filter(({ path }) => !rules.runsFor(path))
        .flatMap(({ file, path }) => {
          const isAsking = [...graph.exportsOf(file).values()].some((declaration) =>
            graph.declarationReaches(file, declaration, needsMiddleware),
          );
          const saw = `${path} calls auth(), and the matcher of ${rules.source.file} skips it`;
          return isAsking ? [{ saw, file, line: 1, changes: coverApi(rules, path) }] : [];
        });
    });
  },
};

const API_PATTERN = '/(api|trpc)(.*)';

/** A list that leaves out API routes gets the pattern Clerk's documentation has for them. Other gaps may be meant. */
function coverApi({ source, matcher, isOurs }: ProxyRules, path: string): readonly Change[] {
  const last = matcher?.array?.elements.at(-1);
  if (isOurs || !last || !/^\/(?:api|trpc)(?:\/|$)/.test(path)) return [];
  return [{ kind: 'replace', file: source.file, start: last.end, end: last.end, text: `, '${API_PATTERN}'` }];
}
