import './globals.css';
import { AppShell, clerkAppearance } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { default: 'Acme Handbook', template: '%s · Acme Handbook' },
  description: 'How we work at Acme.',
};

const NAV = [
  { href: '/', label: 'Start', isGated: true },
  { href: '/onboarding', label: 'Onboarding', isGated: true },
  { href: '/security', label: 'Security', isGated: true },
  { href: '/on-call', label: 'On call', isGated: true },
];

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="handbook">
      <body>
        <SsoProvider appearance={clerkAppearance}>
          <AppShell app="handbook" nav={NAV}>
            {children}
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
