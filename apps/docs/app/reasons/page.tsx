import { REASON_HEADER, REASONS, SYNC_FAILURES, TOKEN_FAULTS } from '@repo/auth/reasons';
import { CodeBlock, Notice } from '@repo/ui';
import Link from 'next/link';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import { CodeReference } from '../../guide/code-reference.tsx';

export const metadata = chapterMetadata('/reasons');

export default function ReasonsPage() {
  return (
    <Chapter
      href="/reasons"
      title="Reasons and what to do"
      lead="Whatever is not simply let through has a code. Codes are added, never renamed, so you can search logs for them and write tests against them."
    >
      <h2 id="where">Where a code shows</h2>
      <ul>
        <li>
          In the header <code>{REASON_HEADER}</code> of every answer the proxy gives itself, as{' '}
          <code>session_sync_needed; fault=azp_missing</code>.
        </li>
        <li>
          In the body for programs, <code>application/problem+json</code>: the reason as <code>code</code>,
          the token’s fault as <code>fault</code>.
        </li>
        <li>On the page a person sees, in small type at its end.</li>
        <li>
          In an <a href="#events">event</a>, for your log and traces.
        </li>
      </ul>
      <CodeBlock title="GET /api/me, answered 401">{`{
  "type": "about:blank",
  "title": "Unauthorized",
  "status": 401,
  "code": "session_sync_needed",
  "detail": "The session is live, but this app has …",
  "fault": "azp_missing"
}`}</CodeBlock>

      <h2 id="reasons">Reasons</h2>
      <p>Why a request was not let through.</p>
      <CodeReference caption="Reasons" codes={REASONS} />

      <h2 id="faults">Faults of a token</h2>
      <p>
        What was wrong with the session cookie when a session had to be synced. They show as{' '}
        <code>fault</code> in header and problem, and as <code>reason</code> of the event{' '}
        <code>auth.sync</code>; <code>azp_missing</code> has an event of its own,{' '}
        <code>auth.azp_missing</code>. The person stays signed in, and the next load mends it: the advice is
        for a fault that comes back.
      </p>
      <CodeReference caption="Faults of a token" codes={TOKEN_FAULTS} />

      <h2 id="failures">When session sync gives up</h2>
      <p>
        These show on the page of session sync, beside “Try again”. They are found in the browser: the server
        never sees them.
      </p>
      <CodeReference caption="Failures of session sync" codes={SYNC_FAILURES} />

      <h2 id="events">Events</h2>
      <p>
        An event is told once per session and ten minutes for each reason, not once per request;{' '}
        <code>suppressed</code> counts those in between. Without a logger of your own it becomes one line in
        the server’s log, except for <code>token_missing</code>, <code>token_expired</code> and{' '}
        <code>token_outdated</code>, which are everyday.
      </p>
      <CodeBlock title="apps/platform/proxy.ts">{`export const proxy = createAuthProxy('platform', {
  onEvent: ({ name, ...fields }) => logger.warn(fields, name),
});`}</CodeBlock>
      <CodeBlock title="What the logger gets">{`{
  name: 'auth.azp_missing', // or auth.sync, auth.rejected
  app: 'platform',
  reason: 'azp_missing',
  azp: null,                // as the token claims, unverified
  session: 'sess_…',        // as the token claims, unverified
  suppressed: 0,
}`}</CodeBlock>
      <p>
        With OpenTelemetry, every occurrence also sets <code>auth.event</code>, <code>auth.app</code>,{' '}
        <code>auth.reason</code> and <code>auth.azp</code> on the active span. There is nothing to configure.
        No event holds a token or a cookie.
      </p>

      <h2 id="calls">Calls from your own pages</h2>
      <p>
        Use <code>authFetch</code> in place of <code>fetch</code> for the app’s own API. On 401{' '}
        <code>session_sync_needed</code> it refreshes the token once and asks once more; ten calls that fail
        together share one refresh. Any other answer is returned as it came.
      </p>
      <CodeBlock title="In an event handler">{`import { authFetch } from '@repo/auth/client';

const response = await authFetch('/api/projects', { method: 'POST', body });`}</CodeBlock>
      <CodeBlock title="While the page starts">{`import { useAuthFetch } from '@repo/auth/client';

const call = useAuthFetch(); // waits until Clerk has loaded
useEffect(() => {
  call('/api/me').then(show);
}, [call]);`}</CodeBlock>
      <p>
        Soft navigations need nothing: refused with 401, Next.js loads the page in full, and the proxy answers
        that with session sync.
      </p>

      <h2 id="tabs">Open tabs follow</h2>
      <p>
        Sign out, sign in or switch account in one tab, and the open tabs of all six apps follow without being
        touched.
      </p>
      <ul>
        <li>
          A page that was made for one person is hidden at once, says “You signed out in another tab.” or
          “Another account was chosen in another tab.”, and loads again.
        </li>
        <li>A page that anyone may read stays; the corner with the account and the server’s parts change.</li>
        <li>
          A new organization changes the page in place. A tab in the background finishes when it is looked at.
        </li>
      </ul>
      <p>
        Nothing is polled. The browser’s CookieStore tells of changes of <code>__client_uat</code>; a browser
        without it notices when the tab gets focus. A switch of account or organization does not move that
        cookie, so <code>__sso_switch</code> on the parent domain does: a random value that means nothing but
        “ask again”.
      </p>

      <h2 id="trace">Trace a URL</h2>
      <p>
        <code>pnpm sso trace</code> follows a URL as a browser would and prints every hop with its reason, the
        cookies it sets, and the verdict. It works on any site that uses Clerk, with this package or without.
      </p>
      <CodeBlock title="As a stranger, then as somebody">{`pnpm sso trace https://platform.acme.example/projects
pnpm sso trace https://platform.acme.example/projects --cookie-jar cookies.txt`}</CodeBlock>
      <p>
        The jar is curl’s <code>cookies.txt</code> or Playwright’s <code>storageState</code>.{' '}
        <code>--json</code> prints one document for a program. The exit code is 0 for signed in, stranger or
        session sync, 1 for anything to mend, and 2 for wrong usage. No JavaScript is run: a session sync is
        reported, not carried out.
      </p>
      <Notice tone="wait">
        Whoever has the cookie jar is signed in as you. Keep it out of the repository and of reports.
      </Notice>
      <p>
        Why most of this exists at all: <Link href="/why-azp">Why is azp missing?</Link>
      </p>
    </Chapter>
  );
}
