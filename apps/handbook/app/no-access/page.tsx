import { OrganizationSwitcher } from '@clerk/nextjs';
import { buttonClass, SignedInUser, StatusPage } from '@repo/ui';
import { AfterHydration, AppLink } from '@subdomain-sso/auth/client';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'Members of Acme only' };

export default async function NoAccessPage() {
  const { orgSlug } = await requireUser();
  return (
    <StatusPage code="Members of Acme only" title="The handbook is for Acme staff">
      <p>
        You are signed in as
        <strong className="block text-ink">
          <SignedInUser show="emailAddress" otherwise="your account" />
        </strong>
        and act {orgSlug ? `in the organization “${orgSlug}”` : 'in your personal account'}. This app opens
        for people who act in the organization Acme.
      </p>
      <div className="space-y-2 text-base">
        <p>If you are a member, switch to Acme here:</p>
        <div className="flex min-h-11 items-center">
          <AfterHydration>
            <OrganizationSwitcher afterSelectOrganizationUrl="/" afterSelectPersonalUrl="/no-access" />
          </AfterHydration>
        </div>
      </div>
      <p className="text-base">If you are not, ask an admin of Acme to invite you, or go on elsewhere:</p>
      <p className="flex flex-wrap gap-3">
        <AppLink app="account" className={buttonClass()}>
          Your account
        </AppLink>
        <AppLink app="docs" className={buttonClass('quiet')}>
          Docs
        </AppLink>
      </p>
    </StatusPage>
  );
}
