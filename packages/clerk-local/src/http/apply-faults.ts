import { setTimeout } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, MiddlewareHandler } from 'hono';
import { isBackendCall } from '../backend-api/call/is-backend-call.ts';
import { isDashboardPath } from '../dashboard/index.ts';
import { ApiError } from '../errors/api-error.ts';
import { allowReading } from '../frontend-api/call/origin-policy.ts';
import type { Instance } from '../instance/instance.ts';
import type { FaultsInForce } from '../settings/faults.ts';

const RETRY_AFTER_SECONDS = '1';

/** Applies the injected faults, before anything else. The developer's pages, which can end them, are left out. */
export function applyFaults(instance: Instance): MiddlewareHandler<{ Bindings: HttpBindings }> {
  return async (c, next) => {
    const { latencyMs, answer, ...scope } = instance.faults.read();
    if (isDashboardPath(c.req.path) || !isInScope(scope, c)) return next();
    // The timer does not keep the process alive after `close()`.
    if (latencyMs > 0) await setTimeout(latencyMs, undefined, { ref: false });
    if (answer === 'down') {
      c.env.incoming.socket.destroy();
      return RESPONSE_ALREADY_SENT;
    }
    // A preflight passes and the refusal has CORS headers: otherwise a page could not distinguish 429 from a broken connection.
    if (answer === 'normal' || c.req.method === 'OPTIONS') return next();
    allowReading(instance, c);
    c.header('Cache-Control', 'no-store');
    if (answer === 500) throw new ApiError(500, 'internal_clerk_error', 'A failure, set by faults.set().');
    c.header('Retry-After', RETRY_AFTER_SECONDS);
    throw new ApiError(429, 'too_many_requests', 'Too many requests. Please try again in a bit.');
  };
}

function isInScope({ only, pathPrefix }: Pick<FaultsInForce, 'only' | 'pathPrefix'>, c: Context): boolean {
  if (pathPrefix !== undefined && !c.req.path.startsWith(pathPrefix)) return false;
  if (only === undefined) return true;
  return only === 'backend-api' ? isBackendCall(c) : !isBackendCall(c) && !c.req.path.startsWith('/npm/');
}
