import { type Column, DataTable } from '@repo/ui';

interface Row {
  readonly id: string;
  readonly firstVisit: string;
  readonly laterLink: string;
}

/** Asserted by `e2e/specs/bare/bare-clerk-middleware.spec.ts`, and for ours by `one-session.spec.ts` and `session-sync.spec.ts` there. */
const rows: readonly Row[] = [
  { id: 'clerkMiddleware()', firstVisit: '2; azp is missing', laterLink: '2; azp is missing' },
  {
    id: 'clerkMiddleware(), authorizedParties',
    firstVisit: '6; server and browser disagree',
    laterLink: '2; then the token is right',
  },
  { id: 'createAuthProxy()', firstVisit: '0; azp is right', laterLink: '0; azp is right' },
];

const columns: readonly Column<Row>[] = [
  { heading: 'Redirects with', cell: ({ id }) => id },
  { heading: 'First visit', cell: ({ firstVisit }) => firstVisit },
  { heading: 'Later link', cell: ({ laterLink }) => laterLink },
];

/** How many redirects a user goes through, with and without this repository. */
export function RedirectCounts() {
  return (
    <>
      <DataTable
        caption="Redirects on a first visit to a sibling app, and on each later link from one app to another"
        rows={rows}
        columns={columns}
      />
      <p className="text-sm text-ink-soft">
        Counted in Chromium with Clerk’s own packages and the local Clerk, which writes azp as documented. The
        tests count again in every run and fail if an update of Clerk’s packages changes these numbers.
      </p>
    </>
  );
}
