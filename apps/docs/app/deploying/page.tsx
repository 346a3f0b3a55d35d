import { CodeBlock, Notice } from '@repo/ui';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';

export const metadata = chapterMetadata('/deploying');

export default function DeployingPage() {
  return (
    <Chapter
      href="/deploying"
      title="Deploying"
      lead="One Vercel project for each app, one Clerk instance for all of them. The registry says everything else."
    >
      <h2>The plan</h2>
      <CodeBlock>{`pnpm sso deploy plan --domain acme.com
pnpm sso deploy plan --json
VERCEL_TOKEN=… pnpm sso deploy plan --check`}</CodeBlock>
      <p>
        It lists projects, domains, variables with the place each value comes from, DNS records and Clerk
        settings. With <code>--check</code> it compares projects, domains and the names of variables with what
        the Vercel CLI reports, and says what it cannot see. It ends with 0 when all is as planned, 1 when
        something differs, 2 when it could not look.
      </p>
      <p>
        What a project needs at build time is in <code>apps/&lt;name&gt;/vercel.json</code>. The region is
        yours to change there; <code>pnpm sso deploy plan --write</code> writes the rest anew.
      </p>
      <h2>Which keys where</h2>
      <ul>
        <li>
          Production: <code>pk_live_</code> and <code>sk_live_</code>. With a test key it does not build.
        </li>
        <li>
          Previews: <code>pk_test_</code> and <code>sk_test_</code>. With a live key they do not build,
          because whoever can open a pull request could then act on real people.
        </li>
        <li>
          <code>SSO_LOCAL_CLERK</code> nowhere: a deployment that has it does not build.
        </li>
      </ul>
      <h2>Previews that find each other</h2>
      <p>
        A preview has other addresses than production, and a token names the address it was made for. So each
        app accepts exactly the addresses of its own preview, and bearer tokens of its callers’ previews of
        the same branch. A sibling without a preview is absent: links to it say so, and production never
        stands in.
      </p>
      <p>
        Vercel tells an app about three related projects at most: <code>pnpm sso deploy link</code> writes the
        three it needs most, the one that signs people in first. That one’s previews are never skipped as
        unaffected.
      </p>
      <h2>One session on previews</h2>
      <p>
        <code>vercel.app</code> is a public suffix, as <code>co.uk</code> is. A browser shares no cookie
        there: one sign-in cannot count on several apps, and signing out on one is not noticed by the others.
        With test keys each app still works, after a sign-in of its own.
      </p>
      <p>For one session, give previews a domain of your own:</p>
      <ol>
        <li>
          In Vercel’s team settings, set a preview deployment suffix, such as <code>preview.acme.dev</code>.
          Use another domain than production’s, or previews get production’s cookies.
        </li>
        <li>
          Make a second production instance in Clerk, for <code>acme.dev</code>, with no real people in it.
        </li>
        <li>
          Set its keys for Preview in every project, and <code>SSO_ALLOW_LIVE_KEYS_IN_PREVIEW=1</code>.
        </li>
      </ol>
      <p>
        There, siblings that Vercel does not tell of follow from the branch in the address. On{' '}
        <code>vercel.app</code> nothing is guessed: a stranger may hold the address of a preview you do not
        have.
      </p>
      <Notice tone="wait">
        Clerk’s SDK answers at <code>/__clerk</code> on <code>vercel.app</code> by itself when it has live
        keys, with the secret key of the app. Here it is switched off: it would give each app a session apart
        from all others.
      </Notice>
      <h2>What would be deployed</h2>
      <CodeBlock>{`pnpm sso deploy build --app platform`}</CodeBlock>
      <p>
        Runs the real <code>vercel build</code> with made-up keys, without an account or a network, and fails
        when a secret or code of the local Clerk is in the output, when the proxy is missing, when a page that
        was static no longer is, or when a function is too large. CI runs it for every app.
      </p>
      <h2>Tests of a deployment</h2>
      <CodeBlock>{`SSO_E2E_BASE_DOMAIN=acme.dev \\
SSO_E2E_PUBLISHABLE_KEY=pk_test_… SSO_E2E_SECRET_KEY=sk_test_… \\
pnpm exec playwright test`}</CodeBlock>
      <p>
        A setup project makes a person and signs them in once; the tests use that browser state, and a
        teardown removes the person. They refuse a live secret key unless <code>SSO_E2E_ALLOW_LIVE=1</code> is
        set. Behind Vercel’s deployment protection, set <code>VERCEL_AUTOMATION_BYPASS_SECRET</code>. In
        GitHub it is the workflow “Deployed”.
      </p>
    </Chapter>
  );
}
