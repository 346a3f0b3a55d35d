import { ClerkProvider } from '@clerk/nextjs';
import { SsoProvider } from '@subdomain-sso/auth/client';
import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { readSettings } from '../env.ts';

export const dynamic = 'force-dynamic';

export const metadata: Metadata = { title: 'A small app', icons: { icon: 'data:,' } };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <Provider>{children}</Provider>
      </body>
    </html>
  );
}

/** Where clerk-js is, the SDK's provider reads from `process.env` itself, on the server at each request. */
function Provider({ children }: { children: ReactNode }) {
  const { mode, publishableKey, proxyUrl } = readSettings();
  if (mode === 'ours') return <SsoProvider>{children}</SsoProvider>;
  return (
    <ClerkProvider publishableKey={publishableKey} proxyUrl={proxyUrl} telemetry={false}>
      {children}
    </ClerkProvider>
  );
}
