import { sso } from '../../sso.config.ts';
import { appDefinition } from '../registry/define-sso.ts';
import type { Environment } from '../registry/environment.ts';
import { resolveOrigins } from '../registry/origins.ts';
import type { BuiltTopology } from './build-env.ts';

/**
 * Lists what will not work in this deployment although every variable is set correctly; printed once, at build time.
 *
 * @returns Lines for the log, with a code and what to do instead; none in the local environment.
 * @source Public Suffix List through tldts: no cookie is shared on vercel.app.
 */
export function deploymentWarnings(environment: Environment, topology: BuiltTopology): string[] {
  if (environment.kind === 'local') return [];
  return [...sharedCookie(environment, topology), ...missingSiblings(environment, topology)];
}

function sharedCookie(environment: Environment, { own, sharedDomain }: BuiltTopology): string[] {
  const { projectOrigin } = environment.kind === 'production' ? environment : {};
  if (projectOrigin?.endsWith('.vercel.app')) {
    return [
      `[auth] This project has no domain under ${sso.rootDomain} yet (${projectOrigin}). Nobody can sign in there: add ${own[0]} as its domain. (code=no_production_domain)`,
    ];
  }
  if (environment.kind !== 'preview' || sharedDomain !== null) return [];
  return [
    `[auth] ${new URL(own[0]).hostname} is on a public suffix: apps there share no cookie, so users sign in once per app, and the other apps do not notice a sign-out. For one session, give previews a domain of your own: \`pnpm sso deploy plan --preview-suffix preview.your-domain.dev\`. (code=public_suffix)`,
  ];
}

function missingSiblings(environment: Environment, { self }: BuiltTopology): string[] {
  if (environment.kind !== 'preview') return [];
  const { [sso.primary]: primary } = resolveOrigins({ config: sso, self, environment });
  if (primary.status === 'present') return [];
  const project = appDefinition(sso, sso.primary).vercelProject ?? sso.primary;
  return [
    `[auth] Nobody can sign in on this preview. ${primary.reason} Run \`pnpm sso deploy link\` and deploy ${project} on this branch as well. (code=no_primary_preview)`,
  ];
}
