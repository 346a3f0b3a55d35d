import { Hono } from 'hono';
import { subscriptionControls } from '../billing/control.ts';
import { notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import { deliveryControls } from './deliveries.ts';
import { requireLocalProgram } from './require-local-program.ts';
import { resetControl } from './reset.ts';
import { sessionControls } from './sessions.ts';
import { settingsControls } from './settings.ts';
import { signingKeyControls } from './signing-key.ts';
import { userControls } from './users.ts';

/** What other programs of this machine may control, under `/__local`. Injected faults do not apply to it. */
export function controlRoutes(instance: Instance): Hono {
  const app = new Hono({ strict: false }).use(requireLocalProgram());
  for (const controls of [
    settingsControls,
    deliveryControls,
    sessionControls,
    userControls,
    signingKeyControls,
    subscriptionControls,
    resetControl,
  ]) {
    app.route('/', controls(instance));
  }
  return app.all('*', () => {
    throw notFound('This control');
  });
}
