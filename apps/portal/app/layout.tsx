import './globals.css';
import { AppShell, clerkAppearance } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { default: 'Acme Portal', template: '%s · Acme Portal' },
  description: 'Orders and support for Acme customers.',
};

const NAV = [
  { href: '/', label: 'Overview' },
  { href: '/tickets/new', label: 'New ticket' },
  { href: '/billing', label: 'Billing' },
  { href: '/contract', label: 'Contract' },
];

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="portal">
      <body>
        <SsoProvider appearance={clerkAppearance}>
          <AppShell app="portal" nav={NAV}>
            {children}
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
