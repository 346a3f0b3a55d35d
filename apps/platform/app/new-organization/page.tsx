import { CreateOrganization } from '@clerk/nextjs';
import { AfterHydration } from '@subdomain-sso/auth/client';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'New organization' };

export default async function NewOrganizationPage() {
  await requireUser();
  return (
    <div className="flex min-h-[32rem] justify-center">
      <AfterHydration>
        <CreateOrganization afterCreateOrganizationUrl="/orgs/:slug" />
      </AfterHydration>
    </div>
  );
}
