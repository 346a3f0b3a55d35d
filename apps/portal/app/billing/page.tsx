import { PricingTable } from '@clerk/nextjs';
import { AfterHydration } from '@repo/auth/client';
import { requireOrganization } from '@repo/auth/server';
import { PageHeader } from '@repo/ui';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Billing' };

/** The organization's plan. Open to members who may manage its billing. */
export default async function BillingPage() {
  const { orgSlug } = await requireOrganization('any', { permission: 'org:billing:manage' });
  return (
    <>
      <PageHeader
        title="Billing"
        lead={`The plan of ${orgSlug}. Changing it changes what everybody in it can use.`}
      />
      <div className="min-h-96">
        <AfterHydration>
          <PricingTable for="organization" newSubscriptionRedirectUrl="/billing" />
        </AfterHydration>
      </div>
    </>
  );
}
