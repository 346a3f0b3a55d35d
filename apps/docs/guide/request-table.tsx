import { DataTable } from '@repo/ui';
import { POSTURES } from '@subdomain-sso/auth/what-happens';
import Link from 'next/link';
import { CodeName } from './code-name.tsx';
import { type RequestTable, SHORT_TEXTS } from './request-tables.ts';

const HEADINGS: Readonly<Record<(typeof POSTURES)[number], string>> = {
  public: 'public',
  mixed: 'mixed',
  protected: 'protected',
  staff: '{ staffOf }',
};

/** What happens to each form of request in one situation of a user, in each posture of an app. */
export function RequestTableView({ table }: { table: RequestTable }) {
  return (
    <DataTable
      caption={table.text}
      rows={table.rows}
      columns={[
        { heading: 'Request', cell: ({ id }) => id },
        ...POSTURES.map((posture, index) => ({
          heading: HEADINGS[posture],
          cell: ({ cells }: RequestTable['rows'][number]) => <DecisionCell decision={cells[index]} />,
        })),
      ]}
    />
  );
}

function DecisionCell({ decision }: { decision: RequestTable['rows'][number]['cells'][number] | undefined }) {
  if (!decision) return null;
  const isQuiet = decision.kind === 'pass' || decision.kind === 'pass-anonymously';
  return (
    <span className={isQuiet ? 'text-ink-soft' : ''}>
      {SHORT_TEXTS[decision.kind]}
      {'reason' in decision && (
        <>
          {' '}
          {decision.status}
          <Link
            href={`/reasons#${decision.reason}`}
            className="block font-mono text-xs no-underline hover:underline"
          >
            <CodeName code={decision.reason} />
          </Link>
        </>
      )}
    </span>
  );
}
