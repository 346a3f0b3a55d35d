import { requireOrganization } from '@repo/auth/server';
import { PageHeader } from '@repo/ui';

export default async function StartPage() {
  const { userId, orgRole } = await requireOrganization({ slug: 'acme' });
  return <PageHeader title="A page for staff" lead={`You are signed in as ${userId} (${orgRole}).`} />;
}
