import type { MiddlewareHandler } from 'hono';
import { ApiError, renderError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { toClientJSON } from '../../wire/client.ts';
import { azpOf, type CallEnv, readClient } from './call.ts';

/**
 * Puts the browser's client into the errors of mutations, as `respond` does for results. Without it a tab that was opened before
 * another one signed in would never learn of that session: its own sign-in is refused with `session_exists`.
 *
 * @source FAPI `ClerkErrors.meta`; `@clerk/clerk-js` `Base.ts` `_updateClient` reads `meta.client`.
 */
export function addClientToErrors(instance: Instance): MiddlewareHandler<CallEnv> {
  return async (c, next) => {
    await next();
    if (!(c.error instanceof ApiError) || c.req.method === 'GET') return;
    const client = readClient(instance, c);
    if (!client) return;
    const { status, body } = renderError(c.error);
    const meta = { client: await toClientJSON(instance, client, azpOf(instance, c)) };
    c.res = c.json({ ...body, meta }, status);
  };
}
