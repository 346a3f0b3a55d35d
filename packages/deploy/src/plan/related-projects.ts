import { appDefinition, pageAppNames, type SsoConfig } from '@subdomain-sso/auth/define-sso';

/** @source Vercel docs "Using Monorepos", related projects: three for each app, of one repository, Git deployments only. */
const MAX_RELATED = 3;

/**
 * Chooses the sibling apps that an app's previews must know: Vercel names at most three to each app.
 *
 * @returns Vercel project names, the most important first: the primary app, the callers of the app, the APIs that it calls,
 *   then the rest in the order of the registry.
 */
export function planRelatedProjects<Name extends string>(
  config: SsoConfig<Name>,
  app: NoInfer<Name>,
): string[] {
  const names = Object.keys(config.apps) as Name[];
  const called = names.filter((name) => appDefinition(config, name).callers.includes(app));
  const wanted = [config.primary, ...appDefinition(config, app).callers, ...called, ...pageAppNames(config)];
  const projects = wanted
    .filter((name) => name !== app)
    .flatMap((name) => appDefinition(config, name).vercelProject ?? []);
  return [...new Set(projects)].slice(0, MAX_RELATED);
}
