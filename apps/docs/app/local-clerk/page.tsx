import { CodeBlock, Notice } from '@repo/ui';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';

export const metadata = chapterMetadata('/local-clerk');

export default function LocalClerkPage() {
  return (
    <Chapter
      href="/local-clerk"
      title="The local Clerk"
      lead="A small server that answers as Clerk does. The apps run Clerk’s own packages against it, unchanged."
    >
      <h2>What is real</h2>
      <ul>
        <li>
          The browser loads the published <code>clerk-js</code> and component bundles, from your own{' '}
          <code>node_modules</code>.
        </li>
        <li>Tokens are signed with RS256 and checked by Clerk’s backend package.</li>
        <li>Cookies have the names, domains and flags they have in production.</li>
        <li>Passwords are hashed, codes are random, sessions end.</li>
      </ul>
      <h2>What is not</h2>
      <p>
        No mail leaves the machine: codes appear in an inbox page. Calls that are not implemented answer with
        Clerk’s own error format and are logged as such; none pretends to have worked.
      </p>
      <h2>Where it is</h2>
      <CodeBlock>{`http://clerk.acme.localhost:3000   the API, and the inbox
http://acme.localhost:3000         a list of everything that runs`}</CodeBlock>
      <h2>What it keeps</h2>
      <p>
        People, sessions and the signing key are written to an ignored folder, <code>.clerk-local</code>,
        readable by you alone. They survive a restart. Delete the folder to start afresh with the three seeded
        people.
      </p>
      <Notice tone="wait">
        It is for development and tests. It listens on this machine only, and refuses to start with{' '}
        <code>NODE_ENV=production</code>.
      </Notice>
    </Chapter>
  );
}
