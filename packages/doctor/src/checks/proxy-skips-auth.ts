import type { NextApp, Repository } from '@repo/next-repository';
import type { Change, Finding, StaticCheck } from '../check.ts';
import { type ProxyRules, readProxy } from '../clerk/proxy-rules.ts';
import { routesOf } from '../clerk/routes.ts';
import { callsAuth, findSkipped } from '../clerk/skipped-routes.ts';

/** @source Clerk docs "auth() was called but Clerk can't detect usage of clerkMiddleware()". */
export const proxySkipsAuth: StaticCheck = {
  id: 'proxy-skips-auth',
  kind: 'static',
  title: 'A route calls auth() where clerkMiddleware() has not run',
  whyItMatters:
    'auth() reads what clerkMiddleware() has added to the request. Where the matcher skips the middleware, every request to this route fails with error 500, or nobody is ever signed in.',
  fix: 'Let the matcher of proxy.ts cover the route, API routes included: "/(api|trpc)(.*)"; or verify the token in the route itself, with verifySession() or withAuth().',
  severity: 'error',
  run: (repository) => [
    ...findSkipped(repository, ({ covered }) => covered === undefined).map(({ rules, skipped, file }) => ({
      saw: `${skipped} calls auth(), and the matcher of ${rules.source.file} skips it`,
      file,
      line: 1,
      changes: coverApi(rules, skipped),
    })),
    ...repository.apps.flatMap((app) => withoutMiddleware(repository, app)),
  ],
};

/** One line for the app: the first of its routes stands for all. */
function withoutMiddleware(repository: Repository, app: NextApp): readonly Finding[] {
  if (!readProxy(repository, app).isWithoutClerk) return [];
  const calling = routesOf(app).filter((route) => callsAuth(repository, route));
  const [first] = calling;
  if (!first) return [];
  const others = calling.length === 1 ? '' : `, as ${calling.length - 1} other routes do`;
  const without = app.proxy ? `${app.proxy.file} does not call clerkMiddleware()` : 'there is no proxy';
  return [
    {
      saw: `${first.path} calls auth()${others}, and ${without}`,
      file: first.file,
      line: 1,
      fix: 'Export clerkMiddleware() from the file that Next.js runs before a request: proxy.ts beside the app folder, middleware.ts before Next.js 16.',
    },
  ];
}

const API_PATTERN = '/(api|trpc)(.*)';

/** A list that leaves out API routes gets the pattern Clerk's documentation has for them. Other gaps may be meant. */
function coverApi({ source, matcher, isOurs }: ProxyRules, path: string): readonly Change[] {
  const last = matcher?.array?.elements.at(-1);
  if (isOurs || !last || !/^\/(?:api|trpc)(?:\/|$)/.test(path)) return [];
  return [{ kind: 'replace', file: source.file, start: last.end, end: last.end, text: `, '${API_PATTERN}'` }];
}
