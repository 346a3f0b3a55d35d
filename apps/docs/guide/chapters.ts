import type { NavItem } from '@repo/ui';

interface ChapterEntry extends NavItem {
  /** What the chapter explains, in one sentence: for search results and for `/llms.txt`. */
  readonly description: string;
}

/** The chapters in reading order: the side navigation, "next" links and `/llms.txt` follow it. */
export const chapters = [
  {
    href: '/',
    label: 'Overview',
    description: 'What is in the repository, and what it is not.',
  },
  {
    href: '/getting-started',
    label: 'Getting started',
    description: 'From nothing to six apps that share one session: start, sign in, find the e-mails.',
  },
  {
    href: '/how-it-works',
    label: 'How it works',
    description: 'Where the session is kept, the three cookies, and what happens to a request.',
  },
  {
    href: '/what-happens',
    label: 'What happens to a request',
    description:
      'Every kind of request in every posture and situation, from the table by which the proxy decides; and long-lived and unusual requests.',
  },
  {
    href: '/why-azp',
    label: 'Why is azp missing?',
    description:
      'Clerk session tokens without an azp claim on subdomains: the cause, what to set, and what happens when azp becomes mandatory.',
  },
  {
    href: '/reasons',
    label: 'Reasons and what to do',
    description: 'Every code the proxy, the session sync page and the events use, and what to do about it.',
  },
  {
    href: '/protecting-data',
    label: 'Protecting data',
    description:
      'Guards for pages and Server Actions, withAuth for route handlers, step-up, tokens outside Next.js, webhooks, outages.',
  },
  {
    href: '/your-own-middleware',
    label: 'Your own middleware',
    description:
      'The handler of createAuthProxy: next-intl, a content security policy, tenants, redirects; its options, and two matchers with their cost.',
  },
  {
    href: '/configuration',
    label: 'Configuration',
    description:
      'Every field of sso.config.ts, the postures of an app, the environment variables, and the two files of each app.',
  },
  {
    href: '/deploying',
    label: 'Deploying',
    description:
      'Six Vercel projects, their domains, variables and previews, from one plan; and tests of what is deployed.',
  },
  {
    href: '/doctor',
    label: 'The doctor',
    description: 'Every check of pnpm sso doctor: what it finds, why it matters, how to fix it.',
  },
  {
    href: '/local-clerk',
    label: 'The local Clerk',
    description: 'The Clerk that runs on your machine: what is real, what is not, and where its inbox is.',
  },
  {
    href: '/testing',
    label: 'Testing',
    description:
      'The Playwright suite that a registry makes, fixtures and matchers for tests of your own, and what they run against.',
  },
] as const satisfies readonly ChapterEntry[];

export type ChapterHref = (typeof chapters)[number]['href'];

/** The chapter after this one; undefined after the last. */
export function chapterAfter(href: ChapterHref): NavItem | undefined {
  return chapters[chapters.findIndex((chapter) => chapter.href === href) + 1];
}
