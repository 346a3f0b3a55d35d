import { Badge, PageHeader } from '@repo/ui';
import { requireStaff } from '@subdomain-sso/auth/server';
import Link from 'next/link';

const PAGES = [
  { href: '/onboarding', title: 'Onboarding', about: 'Your first day, your first week, and whom to ask.' },
  {
    href: '/security',
    title: 'Security',
    about: 'Sessions, tokens and what to do when something looks wrong.',
  },
  { href: '/on-call', title: 'On call', about: 'Who answers at night, how, and when to wake somebody else.' },
] as const;

export default async function StartPage() {
  const { orgRole } = await requireStaff();
  return (
    <>
      <PageHeader
        title="How we work"
        lead="Short pages, kept true by everyone. If a page and reality differ, one of them is corrected this week."
        action={<Badge tone="accent">{orgRole === 'org:admin' ? 'Acme admin' : 'Acme staff'}</Badge>}
      />
      <ul className="divide-y divide-line border-y border-line">
        {PAGES.map(({ href, title, about }) => (
          <li key={href}>
            <Link href={href} className="group flex flex-wrap items-baseline gap-x-8 gap-y-1 py-5">
              <span className="w-40 text-lg font-semibold group-hover:text-accent">{title}</span>
              <span className="text-ink-soft">{about}</span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
