import { requireStaff } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';
import { HandbookPage } from '../../staff/handbook-page.tsx';

export const metadata: Metadata = { title: 'On call' };

export default async function OnCallPage() {
  await requireStaff();
  return (
    <HandbookPage
      title="On call"
      lead="One person answers, one stands behind. Nobody is on call two weeks in a row."
      reviewed="2026-11-16"
    >
      <h2>The week</h2>
      <p>
        It begins on Tuesday at ten, with a handover of fifteen minutes: what happened, what is still open,
        what may come. Mondays are busy enough.
      </p>
      <h2>When the phone rings</h2>
      <ol>
        <li>Answer within ten minutes. Writing “I am looking” is an answer.</li>
        <li>
          Find out whom it touches. If people cannot see their roster for today, it is urgent; everything else
          can usually wait for the morning.
        </li>
        <li>Undo before you fix: go back to the last version that worked, then look for the cause.</li>
        <li>
          After thirty minutes without an idea, wake the second person. That is what they are there for.
        </li>
      </ol>
      <h2>When nobody can sign in</h2>
      <ul>
        <li>Is it one app or all six? One: look at its last deployment. All: look at Clerk’s status page.</li>
        <li>
          Signed in according to the browser, signed out according to the server: read the <code>azp</code> of
          the token before anything else.
        </li>
        <li>Public pages do not need Clerk. If the docs are down as well, it is something larger.</li>
      </ul>
      <h2>Afterwards</h2>
      <p>
        Half a page in plain words within two days: what people noticed, what we did, what we change. No
        names.
      </p>
    </HandbookPage>
  );
}
