import { PricingTable } from '@clerk/nextjs';
import { PageHeader } from '@repo/ui';
import { AfterHydration } from '@subdomain-sso/auth/client';
import { requireOrganization } from '@subdomain-sso/auth/server';
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
