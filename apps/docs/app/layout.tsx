import './globals.css';
import { AppShell } from '@repo/ui';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { NAVIGATION } from '../content/navigation.ts';
import { readPages } from '../content/read-page.ts';
import { SearchDialog } from '../search/search-dialog.tsx';
import { PageList } from '../shell/page-list.tsx';

export const metadata: Metadata = {
  title: { default: 'Acme Docs', template: '%s · Acme Docs' },
  description: 'How one session reaches six apps on six subdomains.',
};

// Descriptions stay on the server: the navigation is sent to the browser with each page.
const pages = readPages();
const groups = NAVIGATION.map(({ title }) => ({
  title,
  pages: pages.filter(({ group }) => group === title).map(({ href, label }) => ({ href, label })),
}));

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-app="docs">
      <body>
        <SsoProvider>
          <AppShell app="docs" nav={[]}>
            <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
              <aside className="min-w-0 space-y-3 lg:sticky lg:top-6 lg:max-h-[calc(100dvh-3rem)] lg:self-start lg:overflow-y-auto lg:p-1">
                <SearchDialog />
                <PageList groups={groups} />
              </aside>
              <div className="min-w-0">{children}</div>
            </div>
          </AppShell>
        </SsoProvider>
      </body>
    </html>
  );
}
