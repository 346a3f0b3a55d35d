import type { ReactNode } from 'react';

export interface Lesson {
  /** Part of the address, kebab-case. */
  slug: string;
  title: string;
  /** One sentence: what the reader knows afterwards. */
  summary: string;
  minutes: number;
  access: 'free' | 'member';
  body: ReactNode;
}

/** The page of a lesson. Free and member lessons have separate routes: one is static, the other requires a user. */
export function lessonHref({ access, slug }: Pick<Lesson, 'access' | 'slug'>): string {
  return access === 'free' ? `/lessons/${slug}` : `/members/${slug}`;
}
