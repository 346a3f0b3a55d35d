import { PageHeader } from '@repo/ui';
import Link from 'next/link';
import { findPage, type Page, readPages } from '../content/read-page.ts';
import { compilePage } from '../mdx/compile-page.ts';
import { components } from '../mdx/components.tsx';
import { Contents } from './contents.tsx';

/** One page of the documentation: its title, its text, its table of contents, and where to read on. Rendered while the app is built. */
export async function Chapter({ slug }: { slug: string }) {
  const page = findPage(slug);
  if (!page) throw new Error(`[docs] There is no page ${slug}: content/navigation.ts lists them.`);
  const { Content, sections } = await compilePage(page.body);
  return (
    <div className="grid gap-x-10 xl:grid-cols-[minmax(0,1fr)_11rem]">
      <article className="min-w-0">
        <PageHeader title={page.title} lead={page.lead} />
        <Contents sections={sections} place="above" />
        <div className="prose">
          <Content components={components} />
        </div>
        <Next page={nextPage(page)} />
      </article>
      <Contents sections={sections} place="beside" />
    </div>
  );
}

function nextPage({ slug }: Page): Page | undefined {
  const pages = readPages();
  return pages[pages.findIndex((page) => page.slug === slug) + 1];
}

function Next({ page }: { page: Page | undefined }) {
  if (!page) return null;
  return (
    <p className="mt-14 max-w-2xl border-t border-line pt-5">
      <Link href={page.href} className="group inline-flex items-center gap-2 font-semibold text-accent">
        Next: {page.label}
        <span aria-hidden="true" className="transition-transform group-hover:translate-x-0.5">
          →
        </span>
      </Link>
    </p>
  );
}
