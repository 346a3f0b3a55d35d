'use client';

import { useOrganizationList } from '@clerk/nextjs';
import { Button } from '@repo/ui';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

/**
 * The user's workspaces, as links. The address decides in which organization a tab acts, so that two tabs can act
 * in two organizations.
 */
export function WorkspaceNav() {
  const pathname = usePathname();
  const { isLoaded, userMemberships } = useOrganizationList({ userMemberships: { infinite: true } });
  const workspaces = (userMemberships.data ?? []).map(({ organization: { name, slug, id } }) => ({
    href: `/orgs/${slug ?? id}`,
    name,
  }));
  return (
    <nav aria-label="Workspaces" className="mb-8 min-h-10">
      <ul className="flex flex-wrap items-center gap-2">
        {[{ href: '/personal', name: 'Personal' }, ...workspaces].map(({ href, name }) => (
          <li key={href}>
            <Link
              href={href}
              // Another organization's page is refused until a token for it is there; every prefetch would be refused.
              prefetch={false}
              aria-current={pathname === href || pathname.startsWith(`${href}/`) ? 'page' : undefined}
              className="inline-flex h-9 items-center rounded-full border border-edge px-4 text-sm hover:bg-sunken aria-[current=page]:border-accent aria-[current=page]:bg-accent-soft aria-[current=page]:font-semibold"
            >
              {name}
            </Link>
          </li>
        ))}
        {!isLoaded && <li className="text-sm text-ink-soft">Loading your organizations …</li>}
        {userMemberships?.hasNextPage && (
          <li>
            <Button
              look="quiet"
              onClick={() => userMemberships.fetchNext()}
              disabled={userMemberships.isFetching}
            >
              More
            </Button>
          </li>
        )}
      </ul>
    </nav>
  );
}
