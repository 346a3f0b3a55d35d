import { OrganizationSwitcher } from '@clerk/nextjs';
import { PageHeader } from '@repo/ui';
import { AfterHydration } from '@subdomain-sso/auth/client';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { listProjects } from '../../projects/project-store.ts';
import { ProjectsView } from '../../projects/projects-view.tsx';
import { WorkspaceNav } from '../../workspaces/workspace-nav.tsx';

export const metadata: Metadata = { title: 'Personal workspace' };

/** The user's own projects, with no active organization: the address decides that. */
export default async function PersonalPage() {
  const { userId } = await requireUser();
  return (
    <>
      <WorkspaceNav />
      <PageHeader
        title="Personal workspace"
        lead="Your own projects. Each organization has an address of its own: open two of them in two tabs."
        action={
          <span className="flex min-h-11 items-center">
            <AfterHydration>
              <OrganizationSwitcher
                afterSelectOrganizationUrl="/orgs/:slug"
                afterSelectPersonalUrl="/personal"
              />
            </AfterHydration>
          </span>
        }
      />
      <ProjectsView workspace={{ kind: 'personal' }} projects={await listProjects(userId)} />
    </>
  );
}
