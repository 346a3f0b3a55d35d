import { ClerkFailed } from '@clerk/nextjs';
import { Notice } from '@repo/ui';
import type { ReactNode } from 'react';

/** Centres Clerk's form and keeps its room while it loads, so that the footer does not jump; says so when it cannot load. */
export function FormStage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-[32rem] justify-center">
      {children}
      <ClerkFailed>
        <div className="max-w-md">
          <Notice tone="danger">
            Signing in is not possible right now: the sign-in service does not answer. Nothing is wrong with
            your account. Load this page again in a minute.
          </Notice>
        </div>
      </ClerkFailed>
    </div>
  );
}
