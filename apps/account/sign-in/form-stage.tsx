import { AfterHydration } from '@subdomain-sso/auth/client';
import type { ReactNode } from 'react';
import { SignInOutage } from './sign-in-outage.tsx';

/** Centres Clerk's form and reserves its space while it loads, so that the footer does not jump. Shows a notice when Clerk cannot be reached. */
export function FormStage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-[32rem] flex-wrap justify-center gap-6">
      <AfterHydration>{children}</AfterHydration>
      <SignInOutage />
    </div>
  );
}
