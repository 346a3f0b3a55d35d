import { Card, PageHeader, SignedInUser } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Certificate' };

/** Open to users whose own plan includes the feature `courses`, in any active organization. */
export default async function CertificatePage() {
  await requireUser({ feature: 'user:courses', impersonation: 'forbid' });
  return (
    <>
      <PageHeader
        title="Certificate"
        lead="For everyone who has read the six lessons. We trust you on that."
      />
      <Card title="Web sessions, the whole course">
        <p className="text-lg">
          This certifies that
          <strong className="block">
            <SignedInUser show="name" otherwise="the owner of this account" />
          </strong>
          knows what a session is, and whose it is.
        </p>
      </Card>
    </>
  );
}
