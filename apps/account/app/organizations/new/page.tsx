import { CreateOrganization } from '@clerk/nextjs';
import { appUrl } from '@repo/auth/client';
import { requireUser } from '@repo/auth/server';
import type { Metadata } from 'next';
import { FormStage } from '../../../sign-in/form-stage.tsx';

export const metadata: Metadata = { title: 'New organization' };

export default async function NewOrganizationPage() {
  await requireUser();
  return (
    <FormStage>
      <CreateOrganization
        afterCreateOrganizationUrl={appUrl('platform', '/orgs/:slug') ?? '/organizations'}
      />
    </FormStage>
  );
}
