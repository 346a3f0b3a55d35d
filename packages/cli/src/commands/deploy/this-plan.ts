import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AppName, sso } from '@repo/auth/config';
import { pageAppNames } from '@repo/auth/define-sso';
import { appDirectory } from '../../repository.ts';
import { buildPlan } from './build-plan.ts';
import type { DeployPlan } from './deploy-plan.ts';
import { readChosen } from './vercel-files.ts';

/** `buildPlan` of this repository: its registry, the apps that have a webhook route, the regions they name. */
export function planOfThisRepository(
  options: { readonly rootDomain?: string | undefined; readonly previewSuffix?: string | undefined } = {},
): DeployPlan {
  const webhookApps = pageAppNames(sso).filter((app) =>
    existsSync(join(appDirectory(app), 'app/api/webhooks/clerk/route.ts')),
  ) as readonly AppName[];
  return buildPlan({ config: sso, webhookApps, regionsOf: (app) => readChosen(app).regions, ...options });
}
