import { Notice } from '@repo/ui';
import { AppLink } from '@subdomain-sso/auth/client';
import { requireStaff } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { HandbookPage } from '../../staff/handbook-page.tsx';

export const metadata: Metadata = { title: 'Security' };

export default async function SecurityPage() {
  await requireStaff();
  return (
    <HandbookPage
      title="Security"
      lead="Four habits that prevent most trouble, and what to do about the rest."
      reviewed="2026-10-19"
    >
      <h2>Habits</h2>
      <ul>
        <li>
          Never paste a session token into a chat, a ticket or a web page that decodes tokens. Anybody who has
          it can act as you until it expires.
        </li>
        <li>Sign out on machines that are not yours. Signing out on one app signs you out of all six.</li>
        <li>
          Every new page and route checks who is signed in, next to where it reads data. The proxy is not a
          guard.
        </li>
        <li>
          A new subdomain gets an entry in the registry before it gets a DNS record. Why:{' '}
          <AppLink app="docs" href="/why-azp">
            azp
          </AppLink>
          .
        </li>
      </ul>
      <h2>When something looks wrong</h2>
      <ol>
        <li>Say so at once, in the security channel. A false alarm costs ten minutes.</li>
        <li>
          If it is your own account: open your{' '}
          <AppLink app="account" href="/profile/security">
            profile
          </AppLink>{' '}
          and sign out the devices you do not know.
        </li>
        <li>Do not tidy up. What happened can only be reconstructed from what is still there.</li>
      </ol>
      <Notice>
        Customers write to support in the portal. Never ask them for a password or a code; nobody here needs
        either.
      </Notice>
    </HandbookPage>
  );
}
