import { sso } from '@repo/auth/config';
import { webhookReceivers } from '@repo/stack';
import { readChosen } from '../vercel/vercel-files.ts';
import { buildPlan } from './build-plan.ts';
import type { DeployPlan } from './deploy-plan.ts';

/** `buildPlan` of this repository: its registry, the apps that have a webhook route, the regions they name. */
export function planOfThisRepository(
  options: { readonly rootDomain?: string | undefined; readonly previewSuffix?: string | undefined } = {},
): DeployPlan {
  return buildPlan({
    config: sso,
    webhookApps: webhookReceivers(),
    regionsOf: (app) => readChosen(app).regions,
    ...options,
  });
}
