import { OrganizationList } from '@clerk/nextjs';
import { buttonClass, PageHeader } from '@repo/ui';
import { AfterHydration, AppLink } from '@subdomain-sso/auth/client';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Organizations' };

export default async function OrganizationsPage() {
  await requireUser();
  return (
    <>
      <PageHeader
        title="Organizations"
        lead="Choose the one you act in. The choice goes into your token: the handbook opens for Acme only."
        action={
          <AppLink app="platform" href="/new-organization" className={buttonClass('quiet')}>
            New organization
          </AppLink>
        }
      />
      <div className="flex min-h-80 justify-start">
        <AfterHydration>
          <OrganizationList
            afterSelectOrganizationUrl="/"
            afterSelectPersonalUrl="/"
            afterCreateOrganizationUrl="/"
          />
        </AfterHydration>
      </div>
    </>
  );
}
