import './globals.css';
import { AppShell, clerkAppearance, describeApp } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

const { title, description } = describeApp('account');

export const metadata: Metadata = {
  title: { default: `Acme ${title}`, template: `%s · Acme ${title}` },
  description,
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="account">
      <body>
        <SsoProvider appearance={clerkAppearance}>
          <AppShell app="account" nav={[{ href: '/', label: 'Start' }]}>
            {children}
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
