import { CodeBlock, Notice } from '@repo/ui';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';

export const metadata = chapterMetadata('/local-clerk');

export default function LocalClerkPage() {
  return (
    <Chapter
      href="/local-clerk"
      title="The local Clerk"
      lead="A server that answers like Clerk. The apps use Clerk’s own packages with it, unchanged."
    >
      <h2>What is real</h2>
      <ul>
        <li>
          The browser loads the published <code>clerk-js</code> and component bundles, from your own{' '}
          <code>node_modules</code>.
        </li>
        <li>Tokens are signed with RS256 and verified by Clerk’s backend package.</li>
        <li>Cookies have the same names, domains and flags as in production.</li>
        <li>Passwords are hashed, codes are random, and sessions expire.</li>
      </ul>
      <h2>What is not</h2>
      <p>
        No e-mail leaves the machine: codes appear on an inbox page. An endpoint that is not implemented
        answers with an error in Clerk’s format and is logged; it never reports success.
      </p>
      <h2>Where it is</h2>
      <CodeBlock>{`http://clerk.acme.localhost:3000   the API, and the inbox
http://acme.localhost:3000         a list of everything that is running`}</CodeBlock>
      <h2>What it keeps</h2>
      <p>
        Users, sessions and the signing key are written to <code>.clerk-local</code>, a folder that git
        ignores and only you can read. They survive a restart. Delete the folder to start again with the three
        seeded users.
      </p>
      <Notice tone="wait">
        It is made for development and tests. It listens on this machine only and refuses to start with{' '}
        <code>NODE_ENV=production</code>.
      </Notice>
    </Chapter>
  );
}
