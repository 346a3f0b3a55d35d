import { sso } from '../sso.config.ts';
import { appDefinition } from './define-sso.ts';
import type { Environment } from './env.ts';
import { resolveOrigins } from './origins.ts';
import type { Topology } from './topology.ts';

/**
 * What will not work in this deployment although everything is set as it should be; said once, while it is built.
 *
 * @returns Lines for the log, with a code and what to do instead; none on this machine.
 * @source Public Suffix List through tldts: no cookie is shared on vercel.app.
 */
export function deploymentWarnings(environment: Environment, topology: Topology): string[] {
  if (environment.kind === 'local') return [];
  return [...sharedCookie(environment, topology), ...missingSiblings(environment, topology)];
}

function sharedCookie(environment: Environment, { own, sharedDomain }: Topology): string[] {
  const { projectOrigin } = environment.kind === 'production' ? environment : {};
  if (projectOrigin?.endsWith('.vercel.app')) {
    return [
      `[auth] This project has no domain under ${sso.rootDomain} yet (${projectOrigin}). Nobody can sign in there: add ${own[0]} as its domain. (code=no_production_domain)`,
    ];
  }
  if (environment.kind !== 'preview' || sharedDomain !== null) return [];
  return [
    `[auth] ${new URL(own[0]).hostname} is on a public suffix: apps there share no cookie, so people sign in once per app, and signing out is not noticed by the others. For one session, give previews a domain of your own: \`pnpm sso deploy plan --preview-suffix preview.your-domain.dev\`. (code=public_suffix)`,
  ];
}

function missingSiblings(environment: Environment, { self }: Topology): string[] {
  if (environment.kind !== 'preview') return [];
  const { [sso.primary]: primary } = resolveOrigins(sso, self, environment);
  if (primary.status === 'present') return [];
  const project = appDefinition(sso, sso.primary).vercelProject ?? sso.primary;
  return [
    `[auth] Nobody can sign in on this preview. ${primary.reason} Run \`pnpm sso deploy link\` and deploy ${project} on this branch, too. (code=no_primary_preview)`,
  ];
}
