import { SsoProvider } from '@repo/auth/client';
import type { ReactNode } from 'react';

export default function Layout({ children }: { children: ReactNode }) {
  return <SsoProvider>{children}</SsoProvider>;
}
