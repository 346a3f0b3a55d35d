import './globals.css';
import { AppShell, PageNav } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { chapters } from '../guide/chapters.ts';

export const metadata: Metadata = {
  title: { default: 'Acme Docs', template: '%s · Acme Docs' },
  description: 'How one session reaches six apps on six subdomains.',
};

// Descriptions stay on the server: the navigation is sent to the browser with each page.
const links = chapters.map(({ href, label }) => ({ href, label }));

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="docs">
      <body>
        <SsoProvider>
          <AppShell app="docs" nav={[]}>
            <div className="grid gap-x-12 gap-y-6 lg:grid-cols-[12rem_minmax(0,1fr)]">
              <aside className="min-w-0 lg:sticky lg:top-8 lg:self-start">
                <PageNav items={links} label="Chapters" column="wide" />
              </aside>
              <div className="min-w-0">{children}</div>
            </div>
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
