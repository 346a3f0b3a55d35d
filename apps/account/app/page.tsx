import { AppCards, ButtonLink, Card, PageHeader, SignedInUser } from '@repo/ui';
import { currentSession } from '@subdomain-sso/auth/server';
import { SessionEnded } from './session-ended.tsx';
import { SessionFacts } from './session-facts.tsx';
import { SignOutEverywhere } from './sign-out-everywhere.tsx';

export default async function HomePage() {
  const session = await currentSession();
  return session ? <Home /> : <Welcome />;
}

function Home() {
  return (
    <>
      <SessionEnded />
      <PageHeader
        title={<SignedInUser show="firstName" before="Hello, " otherwise="Hello" />}
        lead="You are signed in here, and on all of these apps."
      />
      <AppCards except="account" />
      <div className="mt-12 max-w-3xl space-y-6">
        <SessionFacts />
        <Card title="All your devices">
          <p className="mb-5 text-[0.9375rem] text-ink-soft">
            Ends all your sessions, on this device and on all others. The other devices notice within a
            minute.
          </p>
          <SignOutEverywhere />
        </Card>
      </div>
    </>
  );
}

function Welcome() {
  return (
    <>
      <PageHeader
        title="Sign in once, use everything"
        lead="This is the front door of Acme. Your account opens the platform, the portal and the academy; the docs are open to all."
        action={
          <span className="flex gap-3">
            <ButtonLink href="/sign-in">Sign in</ButtonLink>
            <ButtonLink href="/sign-up" look="quiet">
              Create an account
            </ButtonLink>
          </span>
        }
      />
      <AppCards except="account" />
    </>
  );
}
