import { CodeBlock, Notice } from '@repo/ui';
import { AppLink } from '@subdomain-sso/auth/client';
import Link from 'next/link';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';

export const metadata = chapterMetadata('/getting-started');

export default function GettingStartedPage() {
  return (
    <Chapter
      href="/getting-started"
      title="Getting started"
      lead="You need Node 20.19 or newer and access to the npm registry. No account, no keys, no certificate."
    >
      <h2>Start everything</h2>
      <CodeBlock>npx -y pnpm@12 dev</CodeBlock>
      <p>
        This installs what is missing, starts the local Clerk, the gateway and the six apps, and prints their
        addresses. Ctrl-C ends all of them.
      </p>
      <h2>Sign in</h2>
      <p>
        Open <AppLink app="platform">the platform</AppLink>. It sends you to{' '}
        <AppLink app="account">account</AppLink>; sign in there with one of the seeded accounts. All three
        have the password <code>correct-horse-battery</code>.
      </p>
      <ul>
        <li>
          <code>ada@acme.test</code> is an admin of the organization Acme.
        </li>
        <li>
          <code>grace@acme.test</code> is a member of Acme and an admin of Globex.
        </li>
        <li>
          <code>alan@acme.test</code> belongs to no organization: a customer. The{' '}
          <AppLink app="handbook">handbook</AppLink> does not let him in, and says why.
        </li>
      </ul>
      <p>
        You arrive at the page you asked for, with its query and fragment. Then use the menu at the top left:
        you are signed in on the other five apps already.
      </p>
      <h2>Sign up</h2>
      <p>
        Any e-mail address works. The code that Clerk would send appears in the inbox of the local Clerk; the
        start message shows the inbox’s address. Addresses that contain <code>+clerk_test</code> always accept
        the code <code>424242</code>.
      </p>
      <h2>Run the tests</h2>
      <CodeBlock>npx -y pnpm@12 test</CodeBlock>
      <p>This runs lint, types and unit tests, then browser tests against production builds.</p>
      <Notice>
        Start fewer apps with <code>pnpm dev --filter=platform</code>. To use your own Clerk instance, read{' '}
        <Link href="/configuration#keys">Your own Clerk keys</Link>.
      </Notice>
    </Chapter>
  );
}
