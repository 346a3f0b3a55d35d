import { PageHeader } from '@repo/ui';
import { requireStaff } from '@subdomain-sso/auth/server';

export default async function StartPage() {
  const { userId, orgRole } = await requireStaff();
  return <PageHeader title="A page for staff" lead={`You are signed in as ${userId} (${orgRole}).`} />;
}
