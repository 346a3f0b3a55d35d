import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AppName, sso } from '@repo/sso';
import { pageAppNames } from '@subdomain-sso/auth/define-sso';
import { appDirectory } from '../repository.ts';

/** Path of the route that Clerk delivers webhooks to. */
export const WEBHOOK_ROUTE = '/api/webhooks/clerk';

/** Apps that have a route for Clerk's webhooks, in the order of `sso.config.ts`. */
export function webhookReceivers(): readonly AppName[] {
  // The type of pageAppNames keeps the names of the APIs that it leaves out.
  const names = pageAppNames(sso) as readonly AppName[];
  return names.filter((app) => existsSync(join(appDirectory(app), `app${WEBHOOK_ROUTE}/route.ts`)));
}
