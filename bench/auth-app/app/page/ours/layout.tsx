import { SsoProvider } from '@subdomain-sso/auth/client';
import type { ReactNode } from 'react';

export default function Layout({ children }: { children: ReactNode }) {
  return <SsoProvider>{children}</SsoProvider>;
}
