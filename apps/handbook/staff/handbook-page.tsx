import { PageHeader } from '@repo/ui';
import type { ReactNode } from 'react';

/** One page of the handbook. `reviewed` is the day on which the page was last read through, ISO 8601. */
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
        Last reviewed <time dateTime={reviewed}>{reviewed}</time>. Is something out of date? Please correct
        it.
      </p>
    </article>
  );
}
