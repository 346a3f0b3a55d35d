import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'A team’s own code', icons: { icon: 'data:,' } };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <SsoProvider localization={{ locale: 'de-DE' }} signInFallbackRedirectUrl="/fallback">
          {children}
        </SsoProvider>
      </body>
    </html>
  );
}
