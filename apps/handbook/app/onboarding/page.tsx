import { AppLink } from '@subdomain-sso/auth/client';
import { requireStaff } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { HandbookPage } from '../../staff/handbook-page.tsx';

export const metadata: Metadata = { title: 'Onboarding' };

export default async function OnboardingPage() {
  await requireStaff();
  return (
    <HandbookPage
      title="Onboarding"
      lead="What the first week looks like, so that nobody has to guess."
      reviewed="2026-11-02"
    >
      <h2>Day one</h2>
      <ol>
        <li>
          Sign in with your work address and set up your{' '}
          <AppLink app="account" href="/profile">
            profile
          </AppLink>
          : a name and a photo by which colleagues find you.
        </li>
        <li>
          Plan a roster for an invented café in the <AppLink app="platform">platform</AppLink>. Write down
          where you hesitated; you only see it with fresh eyes once.
        </li>
        <li>Have lunch with your guide. Every newcomer has one for the first three months.</li>
      </ol>
      <h2>The first week</h2>
      <ul>
        <li>
          Read the six lessons of the <AppLink app="academy">academy</AppLink>. They take half an hour and
          explain most of what people ask about signing in.
        </li>
        <li>
          Answer three tickets in the <AppLink app="portal">portal</AppLink> together with somebody from
          support.
        </li>
        <li>Ship one small thing. A corrected sentence counts.</li>
      </ul>
      <h2>Whom to ask</h2>
      <p>Your guide first, then the channel of your team. There is no list of silly questions.</p>
    </HandbookPage>
  );
}
