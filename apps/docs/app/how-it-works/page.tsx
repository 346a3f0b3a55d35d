import { CodeBlock } from '@repo/ui';
import { AppLink } from '@subdomain-sso/auth/client';
import Link from 'next/link';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import { SessionDiagram } from '../../guide/session-diagram.tsx';

export const metadata = chapterMetadata('/how-it-works');

export default function HowItWorksPage() {
  return (
    <Chapter
      href="/how-it-works"
      title="How it works"
      lead="The session is kept in one place. Each app holds a short-lived token of its own, minted for its own origin."
    >
      <SessionDiagram />
      <h2>Three cookies</h2>
      <ul>
        <li>
          <code>__client</code> is the session itself. Only the Clerk host receives it; no app and no script
          can read it.
        </li>
        <li>
          <code>__session</code> is a token that is valid for one minute and belongs to the host of one app.
          The server verifies its signature without a request to Clerk.
        </li>
        <li>
          <code>__client_uat</code> is set on the root domain, so every app sees it. It holds the time of the
          last sign-in or sign-out in this browser, and nothing else. An app that sees it change knows that
          its own token is out of date.
        </li>
      </ul>
      <h2>The first visit to a sibling</h2>
      <ol>
        <li>You signed in on account. Now you open the platform, which has no token for you yet.</li>
        <li>
          Its proxy sees that <code>__client_uat</code> is set, which means that a user is signed in. It
          answers with a small page instead of a chain of redirects.
        </li>
        <li>
          That page asks Clerk for a token <em>from the platform’s own origin</em>, so the token names the app
          it was minted for. Then it loads the page you wanted.
        </li>
      </ol>
      <p>
        Every later visit has a token already. Why the origin of that request matters:{' '}
        <Link href="/why-azp">Why is azp missing?</Link>.
      </p>
      <h2>Two checks, not one</h2>
      <p>
        The proxy keeps tokens fresh and sends visitors without a session to the sign-in page. It does not
        protect the data: each page, action and route checks again where it reads.
      </p>
      <CodeBlock title="A protected page">{`import { requireUser } from '@subdomain-sso/auth/server';

export default async function Page() {
  const { userId } = await requireUser();
  return <Projects of={userId} />;
}`}</CodeBlock>
      <h2>Who may open what</h2>
      <ul>
        <li>
          <AppLink app="platform">Platform</AppLink> and <AppLink app="portal">portal</AppLink>: every page
          needs a signed-in user.
        </li>
        <li>
          <AppLink app="academy">Academy</AppLink> and <AppLink app="account">account</AppLink>: some pages
          are open, some are for members.
        </li>
        <li>
          <AppLink app="handbook">Handbook</AppLink>: users whose active organization is Acme.
        </li>
        <li>Docs: open to everyone. Anonymous visitors get no redirect and no cookie.</li>
      </ul>
    </Chapter>
  );
}
