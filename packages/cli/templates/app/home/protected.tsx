import { requireUser } from '@repo/auth/server';
import { PageHeader } from '@repo/ui';

export default async function StartPage() {
  const { userId } = await requireUser();
  return <PageHeader title="A page for you" lead={`You are signed in as ${userId}.`} />;
}
