import type { ListedPerson } from '@repo/directory';
import { Badge, DataTable } from '@repo/ui';

/** One row per user: name, organizations, dates. */
export function PeopleTable({ people }: { people: readonly ListedPerson[] }) {
  return (
    <DataTable
      caption="People, newest first"
      rows={people}
      columns={[
        {
          heading: 'Person',
          cell: ({ name, username, email, id, isBanned }) => (
            <>
              <span className="block">
                {name ?? username ?? email ?? id} {isBanned && <Badge tone="danger">banned</Badge>}
              </span>
              <span className="block text-sm font-normal break-all text-ink-soft">{email}</span>
            </>
          ),
        },
        {
          heading: 'Organizations',
          cell: ({ organizations }) =>
            organizations.length === 0 ? (
              <span className="text-ink-soft">none</span>
            ) : (
              <ul className="space-y-1">
                {organizations.map(({ slug, name, role }) => (
                  <li key={slug ?? name}>
                    {name} <span className="text-sm text-ink-soft">{role.replace(/^org:/, '')}</span>
                  </li>
                ))}
              </ul>
            ),
        },
        { heading: 'Joined', cell: ({ createdAtMs }) => <Day ms={createdAtMs} /> },
        { heading: 'Last active', cell: ({ lastActiveAtMs }) => <Day ms={lastActiveAtMs} /> },
      ]}
    />
  );
}

function Day({ ms }: { ms: number | null }) {
  if (ms === null) return <span className="text-ink-soft">never</span>;
  const iso = new Date(ms).toISOString();
  return (
    <time dateTime={iso} className="whitespace-nowrap tabular-nums">
      {iso.slice(0, 10)}
    </time>
  );
}
