import { ButtonLink } from '@repo/ui';
import { requireOrganization } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { listProjects } from '../../../projects/project-store.ts';
import { ProjectsView } from '../../../projects/projects-view.tsx';
import { OrganizationHeader } from '../../../workspaces/organization-header.tsx';
import { WorkspaceNav } from '../../../workspaces/workspace-nav.tsx';

export const metadata: Metadata = { title: 'Organization' };

/** The projects of the organization in the address. Not a member: 404, as for one that does not exist. */
export default async function OrganizationPage({ params }: PageProps<'/orgs/[slug]'>) {
  const { slug } = await params;
  const { orgId, orgRole } = await requireOrganization(
    { slug },
    { permission: 'org:projects:read', otherwise: 'not-found' },
  );
  return (
    <>
      <WorkspaceNav />
      <OrganizationHeader
        slug={slug}
        role={orgRole}
        action={
          <ButtonLink look="quiet" href={`/orgs/${encodeURIComponent(slug)}/settings`}>
            Settings
          </ButtonLink>
        }
      />
      <ProjectsView workspace={{ kind: 'organization', slug }} projects={await listProjects(orgId)} />
    </>
  );
}
