import { cookieScopes } from './cookie-scopes.tsx';
import type { Lesson } from './lesson.ts';
import { originsAndSites } from './origins-and-sites.tsx';
import { redirectsThatStayHome } from './redirects-that-stay-home.tsx';
import { signingOutEverywhere } from './signing-out-everywhere.tsx';
import { whatASessionIs } from './what-a-session-is.tsx';
import { whoAskedForThisToken } from './who-asked-for-this-token.tsx';

/** All lessons in the order in which they build on each other; free ones first. */
export const lessons: readonly Lesson[] = [
  whatASessionIs,
  cookieScopes,
  originsAndSites,
  whoAskedForThisToken,
  redirectsThatStayHome,
  signingOutEverywhere,
];

/** Finds a lesson by its address; a member lesson is not found among the free ones, and a free one not among the member lessons. */
export function findLesson(access: Lesson['access'], slug: string): Lesson | undefined {
  return lessons.find((lesson) => lesson.access === access && lesson.slug === slug);
}
