import type { ReactNode } from 'react';

/** A page that explains why there is no content, and where to go from here. */
export function StatusPage({ code, title, children }: { code: string; title: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-xl py-10 sm:py-16">
      <p className="text-sm font-semibold text-accent">{code}</p>
      <h1 className="mt-2 text-3xl font-semibold sm:text-4xl">{title}</h1>
      <div className="mt-4 space-y-6 text-lg leading-relaxed text-ink-soft">{children}</div>
    </div>
  );
}
