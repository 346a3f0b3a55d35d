import { AppLink } from '@repo/auth/client';
import { CodeBlock } from '@repo/ui';
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
      lead="The session lives in one place. Each app holds a short-lived token of its own, made for its own origin."
    >
      <SessionDiagram />
      <h2>Three cookies</h2>
      <ul>
        <li>
          <code>__client</code> is the session itself. It is kept by the Clerk host alone, is sent to no app,
          and no script can read it.
        </li>
        <li>
          <code>__session</code> is a token that lives for a minute, kept for one app’s host only. The server
          checks its signature without asking anyone.
        </li>
        <li>
          <code>__client_uat</code> stands on the parent domain, so every app sees it. It says when somebody
          last signed in or out, and nothing else: an app that sees it change knows that its own token is out
          of date.
        </li>
      </ul>
      <h2>The first visit to a sibling</h2>
      <ol>
        <li>You signed in on account. Now you open the platform, which has no token for you yet.</li>
        <li>
          Its proxy sees that <code>__client_uat</code> is set: somebody is signed in. It answers with a tiny
          page instead of a chain of redirects.
        </li>
        <li>
          That page asks Clerk for a token <em>from the platform’s own origin</em>, so the token says whom it
          was made for, and goes on to the page you wanted.
        </li>
      </ol>
      <p>
        Every later visit has its token. Why it matters whose origin asked is the subject of{' '}
        <Link href="/why-azp">Why is azp missing?</Link>.
      </p>
      <h2>Two checks, not one</h2>
      <p>
        The proxy keeps tokens fresh and sends strangers to sign in. It is not what protects the data: each
        page, action and route asks again, where it reads.
      </p>
      <CodeBlock title="A protected page">{`import { requireUser } from '@repo/auth/server';

export default async function Page() {
  const { userId } = await requireUser();
  return <Projects of={userId} />;
}`}</CodeBlock>
      <h2>Who gets in where</h2>
      <ul>
        <li>
          <AppLink app="platform">Platform</AppLink> and <AppLink app="portal">portal</AppLink>: signed in,
          every page.
        </li>
        <li>
          <AppLink app="academy">Academy</AppLink> and <AppLink app="account">account</AppLink>: some pages
          for all, some for members.
        </li>
        <li>
          <AppLink app="handbook">Handbook</AppLink>: people who act in the organization Acme.
        </li>
        <li>Docs: everyone. No redirect and no cookie for strangers.</li>
      </ul>
    </Chapter>
  );
}
