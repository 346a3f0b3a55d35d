import './globals.css';
import { AppShell, clerkAppearance } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { default: 'Acme Platform', template: '%s · Acme Platform' },
  description: 'Plan projects and call the Acme API.',
};

const NAV = [
  { href: '/dashboard', label: 'Dashboard' },
  { href: '/personal', label: 'Workspaces' },
  { href: '/lab', label: 'Session Lab' },
];

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="platform">
      <body>
        <SsoProvider appearance={clerkAppearance}>
          <AppShell app="platform" nav={NAV}>
            {children}
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
