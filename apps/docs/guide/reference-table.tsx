import { DataTable } from '@repo/ui';
import type { Entry } from './reference.ts';

/** Names as they are written in code, and what each means. */
export function Reference({
  caption,
  heading,
  rows,
}: {
  caption: string;
  heading: string;
  rows: readonly Entry[];
}) {
  return (
    <DataTable
      caption={caption}
      rows={rows}
      columns={[
        { heading, cell: ({ id }) => <code className="whitespace-nowrap">{id}</code> },
        { heading: 'Meaning', cell: ({ meaning }) => meaning },
      ]}
    />
  );
}
