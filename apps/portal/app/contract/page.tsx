import { Card, DatabaseAway, PageHeader } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { type Contract, readContract } from '../../contract/contract-store.ts';
import { SupportPin } from '../../contract/support-pin.tsx';

export const metadata: Metadata = { title: 'Contract' };

export default async function ContractPage() {
  const { userId } = await requireUser();
  const contract = await readContract(userId);
  return (
    <>
      <PageHeader
        title="Contract"
        lead="What stands between you and somebody who pretends to be you on the phone."
      />
      <Card title="Support PIN">
        {contract.ok ? (
          <PinOf contract={contract.value} />
        ) : (
          <DatabaseAway what="Your contract and its PIN" />
        )}
      </Card>
    </>
  );
}

function PinOf({ contract: { changedAt } }: { contract: Contract }) {
  return (
    <>
      <p className="mb-5 text-[0.9375rem] text-ink-soft">
        Our support asks for it before it changes anything for you. To see it, confirm your identity again.{' '}
        {changedAt ? `Last replaced on ${changedAt.slice(0, 10)}.` : ''}
      </p>
      <SupportPin />
    </>
  );
}
