import { PageHeader } from '@repo/ui';
import { requireOrganization } from '@subdomain-sso/auth/server';

export default async function StartPage() {
  const { userId, orgRole } = await requireOrganization({ slug: 'acme' });
  return <PageHeader title="A page for staff" lead={`You are signed in as ${userId} (${orgRole}).`} />;
}
