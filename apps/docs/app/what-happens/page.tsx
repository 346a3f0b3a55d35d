import { DataTable, Notice } from '@repo/ui';
import { DECISION_TEXTS } from '@subdomain-sso/auth/what-happens';
import Link from 'next/link';
import { Fragment } from 'react';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import { RequestTableView } from '../../guide/request-table.tsx';
import { requestTables, SHORT_TEXTS } from '../../guide/request-tables.ts';
import { unusualRequests } from '../../guide/unusual-requests.ts';

export const metadata = chapterMetadata('/what-happens');

export default function WhatHappensPage() {
  return (
    <Chapter
      href="/what-happens"
      title="What happens to a request"
      lead="The proxy looks at the kind of a request, the posture of the app and the session in the browser. One table decides, and this page is drawn from it."
    >
      <h2 id="laws">Two rules that hold in every cell</h2>
      <ul>
        <li>
          A user who is signed in is never taken for nobody in a request that may change something. With a
          stale token it is refused, renewed and sent again.
        </li>
        <li>
          Nothing that a user typed or uploaded is lost on the way to a fresh token. A form is kept and sent
          again, up to 3 MiB with its files; a larger one is still on the page it came from.
        </li>
      </ul>

      <h2 id="kinds">Kinds of request</h2>
      <p>
        The browser says what a request is for, in headers that no page can change (
        <code>Sec-Fetch-Dest</code> and <code>Sec-Fetch-Mode</code>). A client without them is judged by{' '}
        <code>Accept</code>. The kind chooses the form of an answer, never who may read.
      </p>

      <h2 id="answers">Answers</h2>
      <DataTable
        caption="Answers"
        rows={Object.entries(DECISION_TEXTS).map(([kind, text]) => ({ id: kind, text }))}
        columns={[
          // The keys of both objects are the kinds of decisions; a test compares them.
          { heading: 'In the tables', cell: ({ id }) => SHORT_TEXTS[id as keyof typeof SHORT_TEXTS] },
          { heading: 'Meaning', cell: ({ text }) => text },
        ]}
      />
      <p>
        A page that the proxy gives itself has the header <code>x-sso-reason</code>; the codes are in{' '}
        <Link href="/reasons">Reasons and what to do</Link>.
      </p>

      {requestTables().map((table) => (
        <Fragment key={table.situation}>
          <h2 id={table.situation}>{table.text}</h2>
          <RequestTableView table={table} />
        </Fragment>
      ))}

      <h2 id="unusual">Long-lived and unusual requests</h2>
      <DataTable
        caption="Long-lived and unusual requests"
        rows={unusualRequests}
        columns={[
          { heading: 'Request', cell: ({ id }) => id },
          { heading: 'What happens', cell: ({ meaning }) => meaning },
        ]}
      />

      <h2 id="why">Why was this request answered so?</h2>
      <p>
        <code>AUTH_DEBUG=1</code>, or <code>debug: true</code> in <code>createAuthProxy()</code>, logs one
        block for each request: its kind, what Clerk’s SDK found, the rows of the table that held, and the
        answer. It holds no token, cookie or key.
      </p>
      <Notice>
        The proxy is not a lock. Whatever this page says, the guard next to the data decides again:{' '}
        <Link href="/protecting-data">Protecting data</Link>.
      </Notice>
    </Chapter>
  );
}
