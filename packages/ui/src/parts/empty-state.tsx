import type { ReactNode } from 'react';

/** Explains that a list is empty, and how to add something. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-xl border border-dashed border-line-strong px-6 py-10 text-center">
      <p className="font-semibold">{title}</p>
      <p className="mx-auto mt-1 max-w-sm text-sm text-ink-soft">{children}</p>
    </div>
  );
}
