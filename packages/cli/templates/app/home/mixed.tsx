import { PageHeader } from '@repo/ui';
import { currentSession } from '@subdomain-sso/auth/server';

export default async function StartPage() {
  const session = await currentSession();
  const lead = session ? `You are signed in as ${session.userId}.` : 'Nobody is signed in.';
  return <PageHeader title="A page for everyone" lead={lead} />;
}
