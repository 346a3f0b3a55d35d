import { appDefinition, type SsoConfig } from '../registry/define-sso.ts';
import type { Environment } from '../registry/environment.ts';
import { resolveOrigins } from '../registry/origins.ts';
import type { Topology } from '../registry/topology.ts';

/** One app's build. */
export interface Deployment<Name extends string = string> {
  readonly config: SsoConfig<Name>;
  readonly environment: Environment;
  readonly topology: Topology<Name>;
}

/**
 * Lists what will not work in this deployment although every variable is set correctly; printed once, at build time.
 *
 * @returns Lines for the log, with a code and what to do instead; none in the local environment.
 * @source Public Suffix List through tldts: no cookie is shared on vercel.app.
 */
export function deploymentWarnings<Name extends string>({
  config,
  environment,
  topology,
}: Deployment<Name>): string[] {
  if (environment.kind === 'local') return [];
  return [
    ...sharedCookie({ config, environment, topology }),
    ...missingSiblings({ config, environment, topology }),
  ];
}

function sharedCookie({ config, environment, topology: { own, sharedDomain } }: Deployment): string[] {
  const { projectOrigin } = environment.kind === 'production' ? environment : {};
  if (projectOrigin?.endsWith('.vercel.app')) {
    return [
      `[auth] This project has no domain under ${config.rootDomain} yet (${projectOrigin}). Nobody can sign in there: add ${own[0]} as its domain. (code=no_production_domain)`,
    ];
  }
  if (environment.kind !== 'preview' || sharedDomain !== null) return [];
  return [
    `[auth] ${new URL(own[0]).hostname} is on a public suffix: apps there share no cookie, so users sign in once per app, and the other apps do not notice a sign-out. For one session, give previews a domain of your own: \`pnpm sso deploy plan --preview-suffix preview.your-domain.dev\`. (code=public_suffix)`,
  ];
}

function missingSiblings<Name extends string>({
  config,
  environment,
  topology: { self },
}: Deployment<Name>): string[] {
  if (environment.kind !== 'preview') return [];
  const primary = resolveOrigins({ config, self, environment })[config.primary];
  if (primary.status === 'present') return [];
  const project = appDefinition(config, config.primary).vercelProject ?? config.primary;
  return [
    `[auth] Nobody can sign in on this preview. ${primary.reason} Run \`pnpm sso deploy link\` and deploy ${project} on this branch as well. (code=no_primary_preview)`,
  ];
}
