import { CodeBlock, Notice } from '@repo/ui';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';

export const metadata = chapterMetadata('/deploying');

export default function DeployingPage() {
  return (
    <Chapter
      href="/deploying"
      title="Deploying"
      lead="One Vercel project for each app, one Clerk instance for all of them. Everything else is in the registry."
    >
      <h2>One command</h2>
      <CodeBlock>{`pnpm sso deploy apply --scope your-team --dry-run
pnpm sso deploy apply --scope your-team
pnpm sso deploy check`}</CodeBlock>
      <p>
        It asks for a token of Vercel, the secret key of Clerk’s production instance and the address of a
        PostgreSQL. Then it creates and updates projects, domains and variables, sets what Clerk’s Backend API
        can set, and ends with a list of what only a dashboard can do. Run it again whenever you want: it does
        what is left, and nothing when everything is as planned. What is there is changed only after a
        question. <code>check</code> looks at DNS, certificates, answers and cookies as visitors get them.
      </p>
      <p>
        The local Clerk is for this machine and for CI. It cannot be safe on a public address, because it
        gives everybody every session: a deployment with it does not build. Previews use a development
        instance of Clerk.
      </p>
      <h2>The plan</h2>
      <CodeBlock>{`pnpm sso deploy plan --domain acme.com
pnpm sso deploy plan --json
VERCEL_TOKEN=… pnpm sso deploy plan --check`}</CodeBlock>
      <p>
        It lists projects, domains, variables with the place each value comes from, DNS records and Clerk
        settings. With <code>--check</code> it compares projects, domains and the names of variables with what
        Vercel reports, and lists what it cannot see. The exit code is 0 when everything is as planned, 1 when
        something differs, and 2 when it could not check.
      </p>
      <p>
        What a project needs at build time is in <code>apps/&lt;name&gt;/vercel.json</code>. You may change
        the region there; <code>pnpm sso deploy plan --write</code> rewrites everything else.
      </p>
      <h2>Which keys where</h2>
      <ul>
        <li>
          Production: <code>pk_live_</code> and <code>sk_live_</code>. With a test key the build stops.
        </li>
        <li>
          Previews: <code>pk_test_</code> and <code>sk_test_</code>. With a live key the build stops, because
          anybody who can open a pull request could then act on real users.
        </li>
        <li>
          <code>SSO_LOCAL_CLERK</code>: nowhere. A deployment that has it does not build.
        </li>
      </ul>
      <h2>Previews that find each other</h2>
      <p>
        A preview has different addresses than production, and a token names the address it was minted for. So
        each app accepts exactly the addresses of its own preview, and bearer tokens of its callers’ previews
        of the same branch. A sibling app without a preview is absent: links to it say so, and production is
        never used in its place.
      </p>
      <p>
        Vercel tells an app about three related projects at most: <code>pnpm sso deploy link</code> writes the
        three that the app needs most, beginning with the app that signs people in. Vercel never skips the
        previews of that app as unaffected.
      </p>
      <h2>One session on previews</h2>
      <p>
        <code>vercel.app</code> is a public suffix, like <code>co.uk</code>. Browsers share no cookies below a
        public suffix: one sign-in cannot cover several apps, and the apps do not notice when you sign out on
        one of them. With test keys each app still works, with a sign-in of its own.
      </p>
      <p>To share one session, use a domain of your own for previews:</p>
      <ol>
        <li>
          In Vercel’s team settings, set a preview deployment suffix, such as <code>preview.acme.dev</code>.
          Use a different domain than production, or previews receive production’s cookies.
        </li>
        <li>
          Create a second production instance in Clerk, for <code>acme.dev</code>, without real users.
        </li>
        <li>
          Set its keys for Preview in every project, and <code>SSO_ALLOW_LIVE_KEYS_IN_PREVIEW=1</code>.
        </li>
      </ol>
      <p>
        On such a domain, the addresses of siblings that Vercel does not list are derived from the branch in
        the address. On <code>vercel.app</code> nothing is derived: somebody else may own the address of a
        preview that you do not have.
      </p>
      <Notice tone="wait">
        With live keys on <code>vercel.app</code>, Clerk’s SDK starts a proxy at <code>/__clerk</code> that
        uses the secret key of the app. It is switched off here, because it would give each app a separate
        session.
      </Notice>
      <h2>What would be deployed</h2>
      <CodeBlock>{`pnpm sso deploy build --app platform`}</CodeBlock>
      <p>
        This runs the real <code>vercel build</code> with made-up keys, without an account or a network. It
        fails when a secret or code of the local Clerk is in the output, when the proxy is missing, when a
        static page became dynamic, or when a function is too large. CI runs it for every app.
      </p>
      <h2>Tests of a deployment</h2>
      <CodeBlock>{`SSO_E2E_BASE_DOMAIN=acme.dev \\
CLERK_PUBLISHABLE_KEY=pk_test_… CLERK_SECRET_KEY=sk_test_… \\
pnpm exec playwright test`}</CodeBlock>
      <p>
        These are the tests of <code>@subdomain-sso/testing</code> (see “Testing”). Each worker creates its
        own users, and deletes them when it ends; the staff organization must exist. The tests refuse a live
        secret key unless <code>SSO_E2E_ALLOW_LIVE=1</code> is set. Behind Vercel’s deployment protection, set{' '}
        <code>VERCEL_AUTOMATION_BYPASS_SECRET</code>. On GitHub, the workflow “Deployed” runs them.
      </p>
    </Chapter>
  );
}
