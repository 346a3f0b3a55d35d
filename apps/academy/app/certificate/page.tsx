import { currentUser } from '@clerk/nextjs/server';
import { requireUser, toUserSummary } from '@repo/auth/server';
import { Card, PageHeader } from '@repo/ui';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Certificate' };

/** Open to users whose own plan includes the feature `courses`, in any active organization. */
export default async function CertificatePage() {
  await requireUser({ feature: 'user:courses', impersonation: 'forbid' });
  const user = await currentUser();
  return (
    <>
      <PageHeader
        title="Certificate"
        lead="For everyone who has read the six lessons. We trust you on that."
      />
      <Card title="Web sessions, the whole course">
        <p className="text-lg">
          This certifies that <strong>{user ? toUserSummary(user).name : 'you'}</strong> knows what a session
          is, and whose it is.
        </p>
      </Card>
    </>
  );
}
