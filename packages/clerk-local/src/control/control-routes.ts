import { Hono, type MiddlewareHandler } from 'hono';
import { subscriptionControlRoutes } from '../billing/control.ts';
import { ApiError, notFound } from '../errors/api-error.ts';
import { isLoopbackHost } from '../http/known-host.ts';
import type { Instance } from '../instance/instance.ts';
import { parseFaultSettings } from '../settings/faults.ts';
import { deliveryControls } from './deliveries.ts';
import { readControlJson } from './read-control-json.ts';
import { sessionClaimsControlRoutes } from './session-claims.ts';
import { sessionTasksControlRoutes } from './session-tasks.ts';
import { factorControls } from './users.ts';
import { worldControls } from './world-controls.ts';

/**
 * What other programs of this machine may steer: `GET` and `PUT /__local/faults`, `FaultSettings` as JSON. PUT replaces all
 * settings, so `{}` ends every fault; both answer with what is in force. No fault touches these routes.
 * `PUT /__local/subscriptions`: see `subscriptionControlRoutes`.
 *
 * @throws {ApiError} 400 `faults_invalid`; 403 `local_program_required`, 421 `host_invalid`: see `requireLocalProgram`.
 * @example curl -X PUT http://127.0.0.1:4000/__local/faults -d '{"latencyMs":60}'
 */
export function controlRoutes(instance: Instance): Hono {
  const { faults } = instance;
  return new Hono({ strict: false })
    .use(requireLocalProgram())
    .get('/faults', (c) => c.json(faults.read()))
    .put('/faults', async (c) => {
      faults.set(parseFaultSettings(await readControlJson(c, 'faults_invalid')));
      return c.json(faults.read());
    })
    .route('/', subscriptionControlRoutes(instance))
    .route('/', deliveryControls(instance))
    .route('/', worldControls(instance))
    .route('/', sessionClaimsControlRoutes(instance))
    .route('/', sessionTasksControlRoutes(instance))
    .route('/', factorControls(instance))
    .all('*', () => {
      throw notFound('This control');
    });
}

/**
 * Keeps web pages out. Browsers put Origin on every PUT and POST of a page and Sec-Fetch-Site on everything they send; they reach
 * the Clerk by its public name, or, where a page rebinds a name of its own, by that name.
 */
function requireLocalProgram(): MiddlewareHandler {
  return async (c, next) => {
    if (!isLoopbackHost(c.req.header('host') ?? '')) {
      throw new ApiError(421, 'host_invalid', 'Ask 127.0.0.1 and the port of the local Clerk itself.');
    }
    const isOfPage = c.req.header('origin') !== undefined;
    // `none`: typed into the address bar.
    if (isOfPage || (c.req.header('sec-fetch-site') ?? 'none') !== 'none') {
      throw new ApiError(403, 'local_program_required', 'A web page may not steer the local Clerk.');
    }
    await next();
  };
}
