import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Instance } from '../instance/instance.ts';
import { deliveryRoutes } from './deliveries.ts';
import { faultRoutes } from './faults-panel.ts';
import { inboxRoutes } from './inbox.ts';
import { organizationRoutes } from './organizations.ts';
import { ownPageOnly } from './own-page-only.ts';
import { requestRoutes } from './requests.ts';
import { sessionRoutes } from './sessions.ts';
import { startRoutes } from './start.ts';
import { userRoutes } from './users.ts';

const MAX_FORM_BYTES = 10_000;
const READ_ONLY = [startRoutes, inboxRoutes, requestRoutes, organizationRoutes];
const ACTING = {
  users: userRoutes,
  sessions: sessionRoutes,
  deliveries: deliveryRoutes,
  faults: faultRoutes,
} as const;
const PATH = /^\/($|(inbox|inbox\.json|requests|organizations|users|sessions|deliveries|faults)(\/|$))/;

/** The developer's pages. Their responses have no CORS header, and only their own forms may change anything. */
export function dashboardRoutes(instance: Instance): Hono {
  const app = new Hono();
  for (const page of READ_ONLY) app.route('/', page(instance));
  for (const [name, page] of Object.entries(ACTING)) {
    app.use(`/${name}/*`, ownPageOnly(), bodyLimit({ maxSize: MAX_FORM_BYTES }));
    app.route('/', page(instance));
  }
  return app;
}

/** Whether a path is one of these pages. They are not in the request log, because an open inbox would fill it. */
export function isDashboardPath(path: string): boolean {
  return PATH.test(path);
}
