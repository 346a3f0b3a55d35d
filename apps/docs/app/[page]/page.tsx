import type { Metadata } from 'next';
import { findPage, readPages } from '../../content/read-page.ts';
import { Chapter } from '../../guide/chapter.tsx';

/** Every page is rendered at build time; any other address is not found, without a page being made for it. */
export const dynamic = 'force-static';
export const dynamicParams = false;

interface Props {
  readonly params: Promise<{ readonly page: string }>;
}

export function generateStaticParams() {
  return readPages()
    .filter(({ href }) => href !== '/')
    .map(({ slug }) => ({ page: slug }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = findPage((await params).page);
  return page ? { title: page.title, description: page.description } : {};
}

export default async function ChapterPage({ params }: Props) {
  return <Chapter slug={(await params).page} />;
}
