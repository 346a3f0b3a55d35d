'use client';

import { useOrganization } from '@clerk/nextjs';
import { PageHeader } from '@repo/ui';
import type { ReactNode } from 'react';

/** Name and size of the organization in the address. Until Clerk has loaded, the slug is shown in place of the name. */
export function OrganizationHeader({
  slug,
  role,
  action,
}: {
  slug: string;
  role: string;
  action: ReactNode;
}) {
  const { organization } = useOrganization();
  const known = organization?.slug === slug ? organization : undefined;
  const size = known ? `, ${known.membersCount} ${known.membersCount === 1 ? 'member' : 'members'}` : '';
  return (
    <PageHeader
      title={known?.name ?? slug}
      lead={`Projects of this organization${size}. You are ${role.replace(/^org:/, '').replaceAll('_', ' ')} here.`}
      action={action}
    />
  );
}
