import type { NavItem } from '@repo/ui';

/** The chapters in reading order: the side navigation and "next" links follow it. */
export const chapters = [
  { href: '/', label: 'Overview' },
  { href: '/getting-started', label: 'Getting started' },
  { href: '/how-it-works', label: 'How it works' },
  { href: '/why-azp', label: 'Why is azp missing?' },
  { href: '/reasons', label: 'Reasons and what to do' },
  { href: '/protecting-data', label: 'Protecting data' },
  { href: '/configuration', label: 'Configuration' },
  { href: '/doctor', label: 'The doctor' },
  { href: '/local-clerk', label: 'The local Clerk' },
] as const satisfies readonly NavItem[];

export type ChapterHref = (typeof chapters)[number]['href'];

/** The chapter after this one; undefined after the last. */
export function chapterAfter(href: ChapterHref): NavItem | undefined {
  return chapters[chapters.findIndex((chapter) => chapter.href === href) + 1];
}
