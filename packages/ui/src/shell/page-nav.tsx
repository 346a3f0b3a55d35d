'use client';

import clsx from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

export interface NavItem {
  href: string;
  label: string;
  /** Some users who see the link may not open the page; prefetching would only fetch refusals. */
  isGated?: boolean;
}

/**
 * Links of one app, with the current page marked: a row that scrolls sideways if it does not fit. With `column="wide"`
 * it is a column on wide screens.
 */
export function PageNav({
  items,
  label,
  column,
}: {
  items: readonly NavItem[];
  label: string;
  column?: 'wide';
}) {
  const pathname = usePathname();
  return (
    <nav aria-label={label} className="min-w-0">
      <ul
        className={clsx(
          '-mx-2.5 flex gap-0.5 overflow-x-auto',
          column === 'wide' && 'lg:flex-col lg:overflow-visible',
        )}
      >
        {items.map(({ href, label: text, isGated }) => (
          <li key={href}>
            <Link
              href={href}
              prefetch={isGated ? false : null}
              aria-current={isCurrent(pathname, href) ? 'page' : undefined}
              className={clsx(
                'block rounded-md px-2.5 py-1.5 -outline-offset-2 text-sm whitespace-nowrap text-ink-soft hover:bg-sunken hover:text-ink',
                'aria-[current=page]:font-semibold aria-[current=page]:text-accent',
              )}
            >
              {text}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function isCurrent(pathname: string, href: string): boolean {
  if (href === '/') return pathname === '/';
  return pathname === href || pathname.startsWith(`${href}/`);
}
