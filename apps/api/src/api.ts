import type { BearerPolicy } from '@subdomain-sso/auth/bearer';
import { problemResponse } from '@subdomain-sso/auth/problem';
import { type Context, Hono } from 'hono';
import { answerCors } from './cors.ts';
import { courseRoutes } from './courses.ts';
import { enforceLimit } from './enforce-limit.ts';
import { type CallerEnv, requireCaller } from './require-caller.ts';
import type { RecordOf } from './user-record.ts';

/**
 * Creates the whole API. It accepts bearer tokens of the declared callers only, reads and sets no cookie, and no cache may store
 * its answers. Every error is `application/problem+json`.
 *
 * @param recordOf Where progress and usage of a user are kept.
 * @returns An object with `fetch`, as Workers expect.
 * @throws {AuthConfigError} As `createSessionVerifier` does, at start.
 * @source RFC 9457 (problems), RFC 6750 (bearer tokens), Fetch standard "CORS protocol".
 */
export function createApi(policy: BearerPolicy, recordOf: RecordOf): Hono<CallerEnv> {
  const app = new Hono<CallerEnv>({ strict: false });
  app.use(neverStored(policy), answerCors(policy.parties));
  app.get('/', (c) => c.json({ name: 'Acme API', version: 1, documentation: 'README.md of apps/api' }));
  app.use('/v1/*', requireCaller(policy));
  app.use('/v1/*', enforceLimit(recordOf));
  app.get('/v1/me', (c) => c.json(whoCalls(c)));
  app.get('/v1/usage', (c) => c.json(c.get('usage')));
  app.route('/v1/courses', courseRoutes(recordOf));
  for (const path of ['/', '/v1/me', '/v1/usage']) app.all(path, (c) => methodNotAllowed(c, 'GET, HEAD'));
  app.all('/v1/courses/:course/progress', (c) => methodNotAllowed(c, 'GET, HEAD'));
  app.all('/v1/courses/:course/lessons/:lesson', (c) => methodNotAllowed(c, 'PUT'));
  app.notFound(() =>
    problemResponse({ status: 404, code: 'not_found', detail: 'There is nothing at this address.' }),
  );
  app.onError((error) => {
    console.error('[api]', error);
    return problemResponse({
      status: 500,
      code: 'internal_error',
      detail: 'The API has failed. Try again later.',
    });
  });
  return app;
}

function neverStored({ kind }: BearerPolicy) {
  return async (c: Context, next: () => Promise<void>) => {
    await next();
    c.header('cache-control', 'private, no-store');
    c.header('x-content-type-options', 'nosniff');
    c.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
    if (kind === 'production') c.header('strict-transport-security', 'max-age=63072000; includeSubDomains');
  };
}

function whoCalls(c: Context<CallerEnv>) {
  const { sub, sid, azp, exp, o } = c.get('caller');
  const organization = typeof o === 'object' && o !== null ? { ...o } : null;
  return {
    userId: sub,
    sessionId: sid,
    caller: azp,
    organization,
    expiresAt: new Date(exp * 1000).toISOString(),
  };
}

function methodNotAllowed(c: Context, allow: string): Response {
  return problemResponse({
    status: 405,
    code: 'method_not_allowed',
    detail: `${c.req.method} is not possible here.`,
    headers: { allow },
  });
}
