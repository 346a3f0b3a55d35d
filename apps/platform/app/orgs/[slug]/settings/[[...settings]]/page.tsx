import { OrganizationProfile } from '@clerk/nextjs';
import { AfterHydration } from '@subdomain-sso/auth/client';
import { requireOrganization } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { WorkspaceNav } from '../../../../../workspaces/workspace-nav.tsx';

export const metadata: Metadata = { title: 'Organization settings' };

export default async function OrganizationSettingsPage({
  params,
}: PageProps<'/orgs/[slug]/settings/[[...settings]]'>) {
  const { slug } = await params;
  await requireOrganization({ slug }, { otherwise: 'not-found' });
  const path = `/orgs/${encodeURIComponent(slug)}`;
  return (
    <>
      <WorkspaceNav />
      <div className="min-h-[32rem]">
        <AfterHydration>
          <OrganizationProfile path={`${path}/settings`} afterLeaveOrganizationUrl="/personal" />
        </AfterHydration>
      </div>
    </>
  );
}
