import { Badge, Card, DataTable, FactList, Notice, PageHeader } from '@repo/ui';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { BreakPanel } from '../../session-lab/break-panel.tsx';
import { BREAKS, parseBreak } from '../../session-lab/breaks.ts';
import { readLocalClerk } from '../../session-lab/env.ts';
import { explainClaims } from '../../session-lab/explain-claims.ts';
import { explainCookies, readSentCookies } from '../../session-lab/explain-cookies.ts';
import { LastNavigation } from '../../session-lab/last-navigation.tsx';
import { TimeLeft } from '../../session-lab/time-left.tsx';

export const metadata: Metadata = { title: 'Session Lab' };

/** What a browser keeps in one cookie, name and value. @source RFC 6265bis section 5.6. */
const COOKIE_LIMIT_BYTES = 4096;

export default async function LabPage({ searchParams }: PageProps<'/lab'>) {
  const { claims } = await requireUser();
  const sent = await headers();
  const kind = parseBreak((await searchParams).broke);
  const broken = BREAKS.find((each) => each.kind === kind)?.label ?? null;
  const cookies = explainCookies(readSentCookies(sent.get('cookie')));
  const largest = Math.max(
    0,
    ...cookies.filter(({ name }) => name.startsWith('__session')).map(({ bytes }) => bytes),
  );
  const nowSeconds = Math.floor(Date.now() / 1000);
  return (
    <>
      <PageHeader
        title="Session Lab"
        lead="What this browser holds now, how it came to this page, and what happens when something breaks."
      />
      <div className="grid grid-cols-1 gap-6">
        <Card title="The way here">
          <LastNavigation broken={broken} />
        </Card>
        <Card title="The token of this app">
          <FactList
            facts={[
              { label: 'Minted for (azp)', value: <AuthorizedParty azp={claims.azp} /> },
              { label: 'Ends in', value: <TimeLeft expiresAtSeconds={claims.exp} nowSeconds={nowSeconds} /> },
              {
                label: 'Size',
                value: `${largest} of ${COOKIE_LIMIT_BYTES} bytes that a browser keeps in a cookie (${Math.round((largest / COOKIE_LIMIT_BYTES) * 100)} %)`,
              },
            ]}
          />
          <div className="mt-5">
            <DataTable
              caption="Claims of the session token"
              rows={explainClaims(claims)}
              columns={[
                { heading: 'Claim', cell: ({ id }) => <code>{id}</code> },
                {
                  heading: 'Value',
                  cell: ({ value }) => <code className="text-[0.8125rem] break-all">{value}</code>,
                },
                {
                  heading: 'Meaning',
                  cell: ({ meaning }) => <span className="block min-w-56">{meaning}</span>,
                },
              ]}
            />
          </div>
        </Card>
        <Card title="The cookies that came with this page">
          <DataTable
            caption="Cookies by scope; values are not shown"
            rows={cookies}
            columns={[
              {
                heading: 'Name',
                cell: ({ name }) => <code className="text-[0.8125rem] break-all">{name}</code>,
              },
              {
                heading: 'Sent to',
                cell: ({ scope }) => (
                  <Badge tone={scope === 'this host alone' ? 'good' : 'plain'}>{scope}</Badge>
                ),
              },
              { heading: 'Bytes', cell: ({ bytes }) => bytes },
              {
                heading: 'Meaning',
                cell: ({ meaning }) => <span className="block min-w-56">{meaning}</span>,
              },
            ]}
          />
          <p className="mt-4 text-[0.9375rem] text-ink-soft">
            Clerk’s own cookie, <code>__client</code>, is on Clerk’s host, and no app receives it. It is why
            one sign-in is enough.
          </p>
        </Card>
        <Card title="Break it">
          {readLocalClerk() ? (
            <BreakPanel />
          ) : (
            <Notice>
              These buttons are for the local Clerk. This app runs against a real one, so nothing is broken
              here.
            </Notice>
          )}
        </Card>
      </div>
    </>
  );
}

function AuthorizedParty({ azp }: { azp: string | undefined }) {
  return (
    <>
      <code className="break-all">{azp ?? 'nothing'}</code>
      <span className="mt-1 block text-ink-soft">
        A script on this app asked Clerk for it, and Clerk wrote the origin of that call. A token of another
        app, or one that names no app, is not believed here: it leads to session sync.
      </span>
    </>
  );
}
