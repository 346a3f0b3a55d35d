import type { MiddlewareHandler } from 'hono';
import { isDashboardPath } from '../dashboard/index.ts';
import type { Instance } from '../instance/instance.ts';

/** Marks the response to an operation that real Clerk has and the local one does not. */
export const NOT_IMPLEMENTED_HEADER = 'x-local-clerk-not-implemented';

const KEPT_REQUESTS = 200;

/** Stores the latest requests for the developer's page: method, path and status only, never a query, header or body. */
export function recordRequests(instance: Instance): MiddlewareHandler {
  return async (c, next) => {
    const atMs = instance.nowMs();
    const startedMs = performance.now();
    await next();
    const { method, path } = c.req;
    const durationMs = Math.round(performance.now() - startedMs);
    if (isDashboardPath(path)) return;
    const isImplemented = !c.res.headers.has(NOT_IMPLEMENTED_HEADER);
    const entry = {
      kind: 'request',
      method,
      path,
      status: c.res.status,
      isImplemented,
      atMs,
      durationMs,
    } as const;
    instance.requests.push(entry);
    if (instance.requests.length > KEPT_REQUESTS) instance.requests.shift();
    instance.log(entry);
  };
}
