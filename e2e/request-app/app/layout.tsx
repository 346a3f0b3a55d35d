import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { BrowserUser } from './browser-user.tsx';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'Requests', icons: { icon: 'data:,' } };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <SsoProvider>
          <BrowserUser />
          {children}
        </SsoProvider>
      </body>
    </html>
  );
}
