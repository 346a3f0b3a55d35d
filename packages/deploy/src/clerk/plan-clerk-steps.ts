import type { Step } from '../apply/step.ts';
import type { DeployPlan } from '../plan/deploy-plan.ts';
import type { ClerkState } from './read-clerk.ts';

/**
 * Computes what to change at Clerk through its Backend API. Pure. Only adds: an origin or URL that somebody else entered stays.
 *
 * Allowed origins do not restrict anything; which subdomains may use the session is set in the dashboard alone.
 *
 * @source BAPI `UpdateInstance`, `CreateRedirectURL`, `UpdateInstanceOrganizationSettings`.
 */
export function planClerkSteps(
  plan: DeployPlan,
  state: ClerkState,
  needs: { readonly organizations: boolean },
): Step[] {
  const origins = plan.projects.flatMap(({ domains }) => domains.map((host) => `https://${host}`));
  const added = origins.filter((origin) => !state.allowedOrigins.includes(origin));
  const allow: Step[] =
    added.length === 0
      ? []
      : [{ kind: 'allow-origins', added, origins: [...state.allowedOrigins, ...added] }];
  const redirects = origins
    .map((origin) => `${origin}/`)
    // Clerk keeps a URL as it was entered.
    .filter((url) => !state.redirectUrls.some((known) => known === url || `${known}/` === url))
    .map((url): Step => ({ kind: 'add-redirect-url', url }));
  const organizations: Step[] =
    needs.organizations && state.hasOrganizations === false ? [{ kind: 'enable-organizations' }] : [];
  return [...allow, ...redirects, ...organizations];
}
