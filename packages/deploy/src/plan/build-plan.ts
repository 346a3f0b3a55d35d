import { appDefinition, pageAppNames, type SsoConfig } from '@subdomain-sso/auth/define-sso';
import { planClerkSettings } from './clerk-settings.ts';
import type { DeployPlan, PlannedProject } from './deploy-plan.ts';
import { planDns } from './dns-records.ts';
import { planPreviews } from './previews.ts';
import { planRelatedProjects } from './related-projects.ts';
import { API_VARIABLES, variablesOf } from './variables.ts';
import { buildVercelJson } from './vercel-json.ts';

/** Vercel's default. Functions should run near the database; change it in apps/<name>/vercel.json. */
const DEFAULT_REGIONS: readonly string[] = ['iad1'];

/** Node 20 ended on Vercel on 2026-10-01. @source vercel 60.1.3 `getSupportedNodeVersion`. */
const NODE_VERSION = '24.x';

export interface PlanInput<Name extends string = string> {
  readonly config: SsoConfig<Name>;
  /** Registrable domain of production; the config's when absent. */
  readonly rootDomain?: string | undefined;
  /** Host under which previews get their addresses; absent: vercel.app. */
  readonly previewSuffix?: string | undefined;
  /** Apps that receive Clerk's webhooks. */
  readonly webhookApps: readonly NoInfer<Name>[];
  /** Apps that keep rows in the database. */
  readonly dataApps: readonly NoInfer<Name>[];
  /** Regions that an app's vercel.json names. */
  readonly regionsOf?: ((app: string) => readonly string[] | undefined) | undefined;
}

/**
 * Builds the list of everything to set so that the registry's apps run on Vercel with one Clerk session. Pure.
 *
 * @returns Apps with pages as projects, in the order of the registry; APIs without a Vercel project as workers.
 * @example buildPlan({ config: sso, webhookApps: ['portal'], dataApps: ['portal'] }).projects[0].domains // ['account.acme.example']
 */
export function buildPlan<Name extends string>(input: PlanInput<Name>): DeployPlan {
  const { config, previewSuffix } = input;
  const rootDomain = input.rootDomain ?? config.rootDomain;
  const hostOf = (app: Name) => `${appDefinition(config, app).subdomain ?? app}.${rootDomain}`;
  const projects = pageAppNames(config).map((app) => planProject(input, app, hostOf(app)));
  const workers = workerNames(config).map((app) => ({
    app,
    directory: `apps/${app}`,
    domain: hostOf(app),
    deployCommand: 'npx wrangler deploy',
    variables: [...API_VARIABLES],
  }));
  return {
    version: 1,
    rootDomain,
    primary: config.primary,
    projects,
    workers,
    dns: planDns({ rootDomain, projects, workers, previewSuffix }),
    clerk: planClerkSettings({
      rootDomain,
      primaryHost: hostOf(config.primary),
      appHosts: projects.flatMap(({ domains }) => domains),
      webhookHosts: input.webhookApps.map(hostOf),
      config,
    }),
    preview: planPreviews({ rootDomain, previewSuffix, primary: config.primary, projects }),
  };
}

function planProject<Name extends string>(input: PlanInput<Name>, app: Name, host: string): PlannedProject {
  const { config, webhookApps, dataApps, regionsOf } = input;
  const { vercelProject: name = app } = appDefinition(config, app);
  const { installCommand, buildCommand, ignoreCommand, regions, framework } = buildVercelJson({
    isPrimary: app === config.primary,
    regions: regionsOf?.(app) ?? DEFAULT_REGIONS,
  });
  return {
    app,
    name,
    rootDirectory: `apps/${app}`,
    framework,
    nodeVersion: NODE_VERSION,
    installCommand,
    buildCommand,
    ignoreCommand,
    regions: [...regions],
    relatedProjects: planRelatedProjects(config, app),
    domains: [host],
    variables: variablesOf({
      receivesWebhooks: webhookApps.includes(app),
      keepsData: dataApps.includes(app),
    }),
  };
}

function workerNames<Name extends string>(config: SsoConfig<Name>): readonly Name[] {
  // Object.keys widens to string[]; the keys are exactly Name.
  return (Object.keys(config.apps) as Name[]).filter((name) => config.apps[name].posture === 'bearer');
}
