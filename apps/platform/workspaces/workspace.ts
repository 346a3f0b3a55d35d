import { requireOrganization, requireUser } from '@subdomain-sso/auth/server';

/** Who owns the projects: the user, or the organization that the address names. */
export type Workspace =
  | { readonly kind: 'personal' }
  | { readonly kind: 'organization'; readonly slug: string };

/**
 * Requires a user who may change the projects of a workspace, and returns the id of their owner.
 *
 * @param workspace Untrusted where it comes back from a form.
 * @returns Id of the user or organization. Anonymous visitors are redirected to sign in; other users get a 404.
 */
export async function requireOwnerId(workspace: Workspace): Promise<string> {
  if (workspace.kind === 'personal') return (await requireUser()).userId;
  const { orgId } = await requireOrganization(
    { slug: workspace.slug },
    { permission: 'org:projects:manage', otherwise: 'not-found' },
  );
  return orgId;
}

/** The page that shows the workspace's projects. */
export function workspacePath(workspace: Workspace): string {
  return workspace.kind === 'personal' ? '/dashboard' : `/orgs/${encodeURIComponent(workspace.slug)}`;
}

/** Reads a workspace that the browser sends back with a form. Untrusted. */
export function parseWorkspace(value: unknown): Workspace {
  const slug = typeof value === 'object' && value !== null && 'slug' in value ? value.slug : undefined;
  return typeof slug === 'string' ? { kind: 'organization', slug } : { kind: 'personal' };
}
