import './globals.css';
import { AppShell, clerkAppearance } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { default: 'Acme Account', template: '%s · Acme Account' },
  description: 'Sign in once, use every Acme app.',
};

const NAV = [
  { href: '/', label: 'Overview' },
  { href: '/profile', label: 'Profile' },
  { href: '/organizations', label: 'Organizations' },
  { href: '/api-keys', label: 'API keys' },
];

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="account">
      <body>
        <SsoProvider appearance={clerkAppearance}>
          <AppShell app="account" nav={NAV}>
            {children}
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
