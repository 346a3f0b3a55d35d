import { queryChoice } from '@repo/ui/fields';
import Link from 'next/link';

const TABS = [
  { id: '1', label: 'Projects' },
  { id: '2', label: 'Usage' },
  { id: '3', label: 'API' },
] as const;

type TabId = (typeof TABS)[number]['id'];

const tab = queryChoice(['1', '2', '3']);

/** Reads `?tab=`; anything unknown is the first tab. */
export function tabFrom(value: string | string[] | undefined): TabId {
  return tab.parse(value);
}

/** Tabs are links: each has an address that survives signing in, reloading and sharing. */
export function Tabs({ current }: { current: TabId }) {
  return (
    <nav aria-label="Dashboard" className="mb-8 border-b border-line">
      <ul className="flex gap-6">
        {TABS.map(({ id, label }) => (
          <li key={id}>
            <Link
              href={`/dashboard?tab=${id}`}
              aria-current={id === current ? 'page' : undefined}
              className="-mb-px block border-b-2 border-transparent px-0.5 py-2.5 text-[0.9375rem] text-ink-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-semibold aria-[current=page]:text-ink"
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
