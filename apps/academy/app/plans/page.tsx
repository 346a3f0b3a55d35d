import { PricingTable } from '@clerk/nextjs';
import { PageHeader } from '@repo/ui';
import { AfterHydration } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Plans' };

export default function PlansPage() {
  return (
    <>
      <PageHeader
        title="Plans"
        lead="Three lessons are open to all, three to members. With Scholar you also get the certificate."
      />
      <div className="min-h-96">
        <AfterHydration>
          <PricingTable newSubscriptionRedirectUrl="/certificate" />
        </AfterHydration>
      </div>
    </>
  );
}
