import { DataTable } from '@repo/ui';
import { DECISION_TEXTS, POSTURES } from '@subdomain-sso/auth/what-happens';
import Link from 'next/link';
import { CodeName } from './code-name.tsx';
import { type RequestTable, requestTables, SHORT_TEXTS } from './request-tables.ts';

const HEADINGS: Readonly<Record<(typeof POSTURES)[number], string>> = {
  public: 'public',
  mixed: 'mixed',
  protected: 'protected',
  staff: '{ staffOf }',
};

/** What each word in the tables means. */
export function AnswerTable() {
  return (
    <DataTable
      caption="Answers"
      rows={Object.entries(DECISION_TEXTS).map(([kind, text]) => ({ id: kind, text }))}
      columns={[
        // The keys of both objects are the kinds of decisions; a test compares them.
        { heading: 'In the tables', cell: ({ id }) => SHORT_TEXTS[id as keyof typeof SHORT_TEXTS] },
        { heading: 'Meaning', cell: ({ text }) => text },
      ]}
    />
  );
}

/** The whole table of the proxy, under one heading for each situation of a user. */
export function RequestTables() {
  return requestTables().map((table) => (
    <section key={table.situation} aria-labelledby={table.situation} className="space-y-4">
      <h2 id={table.situation} className="mt-8 text-[1.375rem] leading-snug font-semibold">
        {table.text}
      </h2>
      <RequestTableView table={table} />
    </section>
  ));
}

/** What happens to each form of request in one situation of a user, in each posture of an app. */
function RequestTableView({ table }: { table: RequestTable }) {
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
