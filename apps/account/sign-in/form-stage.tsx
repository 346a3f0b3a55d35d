import { AfterHydration } from '@repo/auth/client';
import type { ReactNode } from 'react';
import { SignInOutage } from './sign-in-outage.tsx';

/** Centres Clerk's form and keeps its room while it loads, so that the footer does not jump; says so when it cannot load. */
export function FormStage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-[32rem] flex-wrap justify-center gap-6">
      <AfterHydration>{children}</AfterHydration>
      <SignInOutage />
    </div>
  );
}
