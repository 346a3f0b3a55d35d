import { Hono } from 'hono';
import { isBackendCall } from '../backend-api/call/is-backend-call.ts';
import { missingSecretKey, requireSecretKey } from '../backend-api/call/require-secret-key.ts';
import { backendApiRoutes } from '../backend-api/index.ts';
import { controlRoutes } from '../control/control-routes.ts';
import { dashboardRoutes } from '../dashboard/index.ts';
import { ApiError, notImplemented, renderError } from '../errors/api-error.ts';
import { frontendApiRoutes } from '../frontend-api/index.ts';
import type { Instance } from '../instance/instance.ts';
import { takesMachineKey } from '../machines/backend-api/machine-caller.ts';
import { announceChanges } from '../webhooks/announce-changes.ts';
import { publishAnswers } from './answer-channel.ts';
import { applyFaults } from './apply-faults.ts';
import { requireKnownHost } from './known-host.ts';
import { limitBody } from './limit-body.ts';
import { npmAssetRoutes } from './npm-assets.ts';
import { NOT_IMPLEMENTED_HEADER, recordRequests } from './request-log.ts';
import { waitUntilSaved } from './wait-until-saved.ts';

/**
 * Builds the HTTP application of one local Clerk: scripts, both APIs and the developer's pages on one host.
 * A request that carries a secret key as Bearer is the Backend API's, as is any about machine-to-machine tokens; every other
 * `/v1` request is the Frontend API's.
 */
export function buildApp(instance: Instance): Hono {
  const app = new Hono({ strict: false });
  const backendRoutes = backendApiRoutes(instance);
  const backend = buildBackend(instance, backendRoutes);
  app.use(waitUntilSaved(instance));
  // Before the faults, so that a control can end them.
  app.route('/__local', controlRoutes(instance));
  app.use(applyFaults(instance));
  app.use(recordRequests(instance), requireKnownHost(instance));
  app.use(announceChanges(instance));
  app.use(async (c, next) => (isBackendCall(c) ? backend.fetch(c.req.raw) : next()));
  app.use(publishAnswers('frontend'));
  app.route('/npm', npmAssetRoutes());
  app.route('/', dashboardRoutes(instance));
  app.route('/', frontendApiRoutes(instance));
  app.use((c, next) => {
    // Only the Backend API has this path, so the request lacks the secret key.
    const path = c.req.path.replace(/^\/v1(?=\/)/, '');
    if (backendRoutes.router.match(c.req.method, path)[0].length > 0) throw missingSecretKey();
    return next();
  });
  return handleErrors(app, instance);
}

function buildBackend(instance: Instance, routes: Hono): Hono {
  const backend = new Hono({ strict: false });
  const checkSecretKey = requireSecretKey(instance);
  backend.use(publishAnswers('backend'), limitBody(), (c, next) =>
    takesMachineKey(c.req.path) ? next() : checkSecretKey(c, next),
  );
  backend.route('/v1', routes);
  // API keys, machine tokens and OAuth token checks have no version prefix.
  backend.route('/', routes);
  return handleErrors(backend, instance);
}

function handleErrors(app: Hono, instance: Instance): Hono {
  app.notFound((c) => {
    const { method, path } = c.req;
    instance.log({ kind: 'not-implemented', method, path });
    const { status, body } = renderError(notImplemented(method, path));
    return c.json(body, status, { [NOT_IMPLEMENTED_HEADER]: 'yes' });
  });
  app.onError((thrown, c) => {
    if (!(thrown instanceof ApiError)) {
      instance.log({ kind: 'failure', method: c.req.method, path: c.req.path, error: thrown });
    }
    const { status, body } = renderError(thrown);
    return c.json(body, status);
  });
  return app;
}
