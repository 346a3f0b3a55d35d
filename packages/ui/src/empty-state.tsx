import type { ReactNode } from 'react';

/** Says that a list has nothing in it yet, and what would put something there. */
export function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="rounded-xl border border-dashed border-line-strong px-6 py-10 text-center">
      <p className="font-semibold">{title}</p>
      <p className="mx-auto mt-1 max-w-sm text-sm text-ink-soft">{children}</p>
    </div>
  );
}
