'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

export interface PageGroup {
  readonly title: string;
  readonly pages: readonly { readonly href: string; readonly label: string }[];
}

/** All pages by group: a column on wide screens, folded on the others until somebody opens it. */
export function PageList({ groups }: { groups: readonly PageGroup[] }) {
  const pathname = usePathname();
  return (
    <>
      {/* The key folds it again on the next page. */}
      <details key={pathname} className="rounded-lg border border-line bg-surface lg:hidden">
        <summary className="cursor-pointer px-4 py-2.5 text-sm font-medium">All pages</summary>
        <nav aria-label="Chapters" className="px-4 pb-4">
          <Groups groups={groups} pathname={pathname} />
        </nav>
      </details>
      <nav aria-label="Chapters" className="hidden lg:block">
        <Groups groups={groups} pathname={pathname} />
      </nav>
    </>
  );
}

function Groups({ groups, pathname }: { groups: readonly PageGroup[]; pathname: string }) {
  return groups.map(({ title, pages }) => (
    <div key={title} className="mt-4">
      <p className="px-2.5 text-xs font-semibold tracking-wide text-ink-soft uppercase">{title}</p>
      <ul className="mt-1">
        {pages.map(({ href, label }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname === href ? 'page' : undefined}
              className="block rounded-md px-2.5 py-1 text-sm text-ink-soft hover:bg-sunken hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-accent"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  ));
}
