import { sso } from '@repo/sso';
import { dataApps, webhookReceivers } from '@repo/stack';
import { DeployError } from '../errors.ts';
import { readChosen } from '../vercel/vercel-files.ts';
import { buildPlan } from './build-plan.ts';
import type { DeployPlan, PlannedProject } from './deploy-plan.ts';

/** Builds the plan of this repository: its registry, the apps with a webhook route, the regions in their vercel.json. */
export function planOfThisRepository(
  options: { readonly rootDomain?: string | undefined; readonly previewSuffix?: string | undefined } = {},
): DeployPlan {
  return buildPlan({
    config: sso,
    webhookApps: webhookReceivers(),
    dataApps: dataApps(),
    regionsOf: (app) => readChosen(app).regions,
    ...options,
  });
}

/**
 * Selects the projects of some apps, in the order of the plan.
 *
 * @param only App names separated by commas; undefined selects all.
 * @throws {DeployError} `unknown_app`: lists the names there are.
 */
export function selectProjects(
  { projects }: DeployPlan,
  only: string | undefined,
): readonly PlannedProject[] {
  if (only === undefined) return projects;
  const wanted = only.split(',').map((name) => name.trim());
  const unknown = wanted.find((name) => !projects.some(({ app }) => app === name));
  if (unknown === undefined) return projects.filter(({ app }) => wanted.includes(app));
  const names = projects.map(({ app }) => app).join(', ');
  throw new DeployError('unknown_app', `There is no app "${unknown}" on Vercel. Apps: ${names}.`);
}
