import { CodeBlock } from '@repo/ui';
import { AppLink } from '@subdomain-sso/auth/client';
import Link from 'next/link';
import { Chapter } from '../guide/chapter.tsx';

export default function OverviewPage() {
  return (
    <Chapter
      href="/"
      title="One session, six apps"
      lead="Six Next.js apps on six subdomains. A user signs in once and is signed in on all of them, on the server and in the browser."
    >
      <p>
        This page is static: it was rendered at build time and set no cookie. The corner at the top right
        still shows whether you are signed in. Open the <AppLink app="platform">platform</AppLink> and sign
        in. When you come back, the corner shows your account.
      </p>
      <CodeBlock title="Everything, offline, on one port">npx -y pnpm@12 dev</CodeBlock>
      <h2>What is in the repository</h2>
      <ul>
        <li>
          <strong>An auth package</strong> to copy: one configuration file, one line of proxy for each app,
          and guards that you call next to the data. See <Link href="/configuration">Configuration</Link>.
        </li>
        <li>
          <strong>A local Clerk</strong> that serves Clerk’s two APIs over HTTP and signs real tokens, so that
          the real Clerk components run without an account. See{' '}
          <Link href="/local-clerk">The local Clerk</Link>.
        </li>
        <li>
          <strong>A gateway</strong> that serves every subdomain from one port without any set-up: names that
          end in <code>.localhost</code> need no DNS and no certificate.
        </li>
        <li>
          <strong>Six small apps</strong>, each protected in a different way, and browser tests that sign in
          through the real form.
        </li>
      </ul>
      <h2>What it is not</h2>
      <p>
        It is not a replacement for Clerk. With your own keys, the same apps use the real Clerk and the local
        one is not started. The code of the apps is the same in both cases.
      </p>
    </Chapter>
  );
}
