import type { Metadata } from 'next';
import { type ChapterHref, chapters } from './chapters.ts';

/** Title and description of a chapter's page, as the list of chapters has them. */
export function chapterMetadata(href: ChapterHref): Metadata {
  const chapter = chapters.find((candidate) => candidate.href === href);
  return { title: chapter?.label, description: chapter?.description };
}
