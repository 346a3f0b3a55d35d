import { PageHeader } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { listProjects } from '../../projects/project-store.ts';
import { ProjectsView } from '../../projects/projects-view.tsx';
import { ApiTab } from './api-tab.tsx';
import { Tabs, tabFrom } from './tabs.tsx';
import { UsageTab } from './usage-tab.tsx';

export const metadata: Metadata = { title: 'Dashboard' };

export default async function DashboardPage({ searchParams }: PageProps<'/dashboard'>) {
  const { userId } = await requireUser();
  const tab = tabFrom((await searchParams).tab);
  const projects = await listProjects(userId);
  return (
    <>
      <PageHeader title="Dashboard" lead="Your shifts, your limits, and the same data as JSON." />
      <Tabs current={tab} />
      {tab === '1' && <ProjectsView workspace={{ kind: 'personal' }} projects={projects} />}
      {tab === '2' && <UsageTab projects={projects} />}
      {tab === '3' && <ApiTab />}
    </>
  );
}
