import type { ReactNode } from 'react';

/** Centres Clerk's form and keeps its room while it loads, so that the footer does not jump. */
export function FormStage({ children }: { children: ReactNode }) {
  return <div className="flex min-h-[32rem] justify-center">{children}</div>;
}
