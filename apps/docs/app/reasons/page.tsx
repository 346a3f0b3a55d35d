import { CodeBlock, Notice } from '@repo/ui';
import { REASON_HEADER, REASONS, SYNC_FAILURES, TOKEN_FAULTS } from '@subdomain-sso/auth/reasons';
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
      lead="Every request that is not simply let through has a code. Codes are added and never renamed, so you can search logs for them and write tests against them."
    >
      <h2 id="where">Where you find a code</h2>
      <ul>
        <li>
          In the header <code>{REASON_HEADER}</code> of every answer that the proxy gives itself, as{' '}
          <code>session_sync_needed; fault=azp_missing</code>.
        </li>
        <li>
          In the body for programs, <code>application/problem+json</code>: the reason as <code>code</code>,
          the token’s fault as <code>fault</code>.
        </li>
        <li>On the page that the user sees, in small type at its end.</li>
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
        What was wrong with the session cookie when a session had to be synced. Faults are shown as{' '}
        <code>fault</code> in the header and the problem, and as <code>reason</code> of the event{' '}
        <code>auth.sync</code>; <code>azp_missing</code> has an event of its own,{' '}
        <code>auth.azp_missing</code>. The user stays signed in, and the next page load fixes the fault. The
        advice is for a fault that comes back.
      </p>
      <CodeReference caption="Faults of a token" codes={TOKEN_FAULTS} />

      <h2 id="failures">When session sync gives up</h2>
      <p>
        These are shown on the session sync page, next to “Try again”. The browser finds them; the server
        never sees them.
      </p>
      <CodeReference caption="Failures of session sync" codes={SYNC_FAILURES} />

      <h2 id="events">Events</h2>
      <p>
        Each kind of event is reported once per session and ten minutes, not once per request;{' '}
        <code>suppressed</code> counts the events in between. Without a logger of your own, an event is one
        line in the server’s log, except for <code>token_missing</code>, <code>token_expired</code> and{' '}
        <code>token_outdated</code>, which are routine.
      </p>
      <CodeBlock title="apps/platform/proxy.ts">{`export const proxy = createAuthProxy({
  onEvent: ({ name, ...fields }) => logger.warn(fields, name),
});`}</CodeBlock>
      <CodeBlock title="What the logger receives">{`{
  name: 'auth.azp_missing', // or auth.sync, auth.rejected
  app: 'platform',
  reason: 'azp_missing',
  azp: null,                // as the token claims, unverified
  session: 'sess_…',        // as the token claims, unverified
  suppressed: 0,
}`}</CodeBlock>
      <p>
        With OpenTelemetry, every event also sets <code>auth.event</code>, <code>auth.app</code>,{' '}
        <code>auth.reason</code> and <code>auth.azp</code> on the active span. There is nothing to configure.
        No event holds a token or a cookie.
      </p>

      <h2 id="calls">Calls from your own pages</h2>
      <p>
        Use <code>authFetch</code> in place of <code>fetch</code> for the app’s own API. On 401{' '}
        <code>session_sync_needed</code> it refreshes the token and repeats the call once; ten calls that fail
        together share one refresh. Any other answer is returned unchanged.
      </p>
      <CodeBlock title="In an event handler">{`import { authFetch } from '@subdomain-sso/auth/client';

const response = await authFetch('/api/projects', { method: 'POST', body });`}</CodeBlock>
      <CodeBlock title="While the page starts">{`import { useAuthFetch } from '@subdomain-sso/auth/client';

const call = useAuthFetch(); // waits until Clerk has loaded
useEffect(() => {
  call('/api/me').then(show);
}, [call]);`}</CodeBlock>
      <p>
        Soft navigations need nothing: on a 401, Next.js loads the whole page, and the proxy answers that
        request with session sync.
      </p>

      <h2 id="tabs">Open tabs follow</h2>
      <p>
        When a user signs out, signs in or switches accounts in one tab, the open tabs of all six apps follow.
      </p>
      <ul>
        <li>
          A page that was rendered for one user is hidden at once, shows “You signed out in another tab.” or
          “Another account was chosen in another tab.”, and loads again.
        </li>
        <li>
          A page that is open to everyone stays; the account corner and the parts rendered by the server are
          updated.
        </li>
        <li>
          When the active organization changes, the page is updated in place. A tab in the background is
          updated when it gets focus.
        </li>
      </ul>
      <p>
        Nothing is polled. The browser’s CookieStore reports changes of <code>__client_uat</code>; a browser
        without it notices when the tab gets focus. A switch of account or organization does not change that
        cookie, so the package writes <code>__sso_switch</code> on the root domain: a random value that only
        means “ask Clerk again”.
      </p>

      <h2 id="trace">Trace a URL</h2>
      <p>
        <code>pnpm sso trace</code> follows a URL as a browser would and prints every hop with its reason, the
        cookies it sets, and the result. It works on any site that uses Clerk, with or without this package.
      </p>
      <CodeBlock title="Anonymous, then as a signed-in user">{`pnpm sso trace https://platform.acme.example/projects
pnpm sso trace https://platform.acme.example/projects --cookie-jar cookies.txt`}</CodeBlock>
      <p>
        The jar is curl’s <code>cookies.txt</code> or Playwright’s <code>storageState</code>.{' '}
        <code>--json</code> prints one document for a program. The exit code is 0 for signed in, anonymous or
        session sync, 1 when there is something to fix, and 2 for wrong usage. No JavaScript is run: a session
        sync is reported, not carried out.
      </p>
      <Notice tone="wait">
        Anybody who has the cookie jar is signed in as you. Keep it out of the repository and of reports.
      </Notice>
      <p>
        Why most of this exists: <Link href="/why-azp">Why is azp missing?</Link>
      </p>
    </Chapter>
  );
}
