import { Hono } from 'hono';
import type { Instance } from '../instance.ts';
import { inboxRoutes } from './inbox.ts';
import { requestRoutes } from './requests.ts';
import { startRoutes } from './start.ts';

const PATHS: ReadonlySet<string> = new Set(['/', '/inbox', '/inbox.json', '/requests']);

/** The developer's pages: start, inbox, requests. No answer of theirs has a CORS header. */
export function dashboardRoutes(instance: Instance): Hono {
  const app = new Hono();
  for (const page of [startRoutes, inboxRoutes, requestRoutes]) app.route('/', page(instance));
  return app;
}

/** Whether a path is one of these pages: they stay out of the request log, where an open inbox would crowd out the rest. */
export function isDashboardPath(path: string): boolean {
  return PATHS.has(path);
}
