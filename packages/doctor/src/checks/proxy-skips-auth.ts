import type { Change, StaticCheck } from '../check.ts';
import type { ProxyRules } from '../clerk/proxy-rules.ts';
import { findSkipped } from '../clerk/skipped-routes.ts';

/** @source Clerk docs "auth() was called but Clerk can't detect usage of clerkMiddleware()". */
export const proxySkipsAuth: StaticCheck = {
  id: 'proxy-skips-auth',
  kind: 'static',
  title: 'The matcher skips a route that calls auth()',
  whyItMatters:
    'auth() reads what clerkMiddleware() has added to the request. Where the matcher skips the middleware, every request to this route fails with error 500, or nobody is ever signed in.',
  fix: 'Let the matcher of proxy.ts cover the route, API routes included: "/(api|trpc)(.*)"; or verify the token in the route itself, with verifySession() or withAuth().',
  severity: 'error',
  run: (repository) =>
    findSkipped(repository, ({ covered }) => covered === undefined).map(({ rules, skipped, file }) => ({
      saw: `${skipped} calls auth(), and the matcher of ${rules.source.file} skips it`,
      file,
      line: 1,
      changes: coverApi(rules, skipped),
    })),
};

const API_PATTERN = '/(api|trpc)(.*)';

/** A list that leaves out API routes gets the pattern Clerk's documentation has for them. Other gaps may be meant. */
function coverApi({ source, matcher, isOurs }: ProxyRules, path: string): readonly Change[] {
  const last = matcher?.array?.elements.at(-1);
  if (isOurs || !last || !/^\/(?:api|trpc)(?:\/|$)/.test(path)) return [];
  return [{ kind: 'replace', file: source.file, start: last.end, end: last.end, text: `, '${API_PATTERN}'` }];
}
