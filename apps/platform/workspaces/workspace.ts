import { requireOrganization, requireUser } from '@repo/auth/server';

/** Where projects are kept: with a person, or with an organization that its address names. */
export type Workspace =
  | { readonly kind: 'personal' }
  | { readonly kind: 'organization'; readonly slug: string };

/**
 * Lets on whoever may change the projects of a workspace, and says under which id these are kept.
 *
 * @param workspace Untrusted where it comes back from a form.
 * @returns Id of the person or organization. Everyone else is led to sign in, or away.
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

/** Reads a workspace that a browser held between rendering and submitting. */
export function parseWorkspace(value: unknown): Workspace {
  const slug = typeof value === 'object' && value !== null && 'slug' in value ? value.slug : undefined;
  return typeof slug === 'string' ? { kind: 'organization', slug } : { kind: 'personal' };
}
