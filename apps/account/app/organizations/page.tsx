import { OrganizationList } from '@clerk/nextjs';
import { requireUser } from '@repo/auth/server';
import { ButtonLink, PageHeader } from '@repo/ui';
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
          <ButtonLink look="quiet" href="/organizations/new">
            New organization
          </ButtonLink>
        }
      />
      <div className="flex min-h-80 justify-start">
        <OrganizationList
          afterSelectOrganizationUrl="/"
          afterSelectPersonalUrl="/"
          afterCreateOrganizationUrl="/"
        />
      </div>
    </>
  );
}
