import { PageHeader } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';

export default async function StartPage() {
  const { userId } = await requireUser();
  return <PageHeader title="A page for you" lead={`You are signed in as ${userId}.`} />;
}
