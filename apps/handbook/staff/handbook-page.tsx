import { PageHeader } from '@repo/ui';
import type { ReactNode } from 'react';

/** One page of the handbook. `reviewed` is the day somebody last read it through, ISO 8601. */
export function HandbookPage({
  title,
  lead,
  reviewed,
  children,
}: {
  title: string;
  lead: string;
  reviewed: string;
  children: ReactNode;
}) {
  return (
    <article>
      <PageHeader title={title} lead={lead} />
      <div className="prose">{children}</div>
      <p className="mt-12 text-sm text-ink-soft">
        Last reviewed <time dateTime={reviewed}>{reviewed}</time>. Something out of date? Whoever notices,
        mends it.
      </p>
    </article>
  );
}
