import { PageHeader } from '@repo/ui';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ChapterHref, chapterAfter } from './chapters.ts';

/** One chapter: its title, its text, and where to read on. */
export function Chapter({
  href,
  title,
  lead,
  children,
}: {
  href: ChapterHref;
  title: string;
  lead: string;
  children: ReactNode;
}) {
  const next = chapterAfter(href);
  return (
    <article>
      <PageHeader title={title} lead={lead} />
      <div className="prose">{children}</div>
      {next && (
        <p className="mt-14 max-w-2xl border-t border-line pt-5">
          <Link href={next.href} className="group inline-flex items-center gap-2 font-semibold text-accent">
            Next: {next.label}
            <span aria-hidden="true" className="transition-transform group-hover:translate-x-0.5">
              →
            </span>
          </Link>
        </p>
      )}
    </article>
  );
}
