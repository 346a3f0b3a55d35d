import { AppLink } from '@repo/auth/client';
import { CodeBlock } from '@repo/ui';
import Link from 'next/link';
import { Chapter } from '../guide/chapter.tsx';

export default function OverviewPage() {
  return (
    <Chapter
      href="/"
      title="One session, six apps"
      lead="Six Next.js apps on six subdomains. A person signs in once and is known in all of them, on the server and in the browser."
    >
      <p>
        The page you are reading is static: it was rendered at build time, it set no cookie, and it still
        shows who you are in the corner above. Open the <AppLink app="platform">platform</AppLink> and you are
        asked to sign in. Come back, and the corner knows you.
      </p>
      <CodeBlock title="Everything, offline, on one port">npx -y pnpm@12 dev</CodeBlock>
      <h2>What is in the box</h2>
      <ul>
        <li>
          <strong>An auth package</strong> to copy: one configuration file, one line of proxy for each app,
          and guards that stand next to the data. See <Link href="/configuration">Configuration</Link>.
        </li>
        <li>
          <strong>A local Clerk</strong> that speaks Clerk’s two APIs over HTTP and signs real tokens, so that
          the real Clerk components run without an account. See{' '}
          <Link href="/local-clerk">The local Clerk</Link>.
        </li>
        <li>
          <strong>A gateway</strong> that serves every subdomain from one port, with nothing to set up: names
          that end in <code>.localhost</code> need neither DNS nor a certificate.
        </li>
        <li>
          <strong>Six small apps</strong>, each protected in a different way, and browser tests that sign in
          through the real form.
        </li>
      </ul>
      <h2>What it is not</h2>
      <p>
        It is not a replacement for Clerk. With your own keys, the same apps talk to the real one and the
        local one is not started. Nothing in an app knows the difference.
      </p>
    </Chapter>
  );
}
