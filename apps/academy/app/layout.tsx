import './globals.css';
import { AppShell, clerkAppearance } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { default: 'Acme Academy', template: '%s · Acme Academy' },
  description: 'Short lessons on sessions, cookies and origins.',
};

const NAV = [
  { href: '/', label: 'Lessons' },
  { href: '/plans', label: 'Plans' },
  { href: '/certificate', label: 'Certificate' },
];

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="academy">
      <body>
        <SsoProvider appearance={clerkAppearance}>
          <AppShell app="academy" nav={NAV}>
            {children}
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
