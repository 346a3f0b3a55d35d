import { CodeBlock, Notice } from '@repo/ui';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import { postures, registryFields, variables } from '../../guide/reference.ts';
import { Reference } from '../../guide/reference-table.tsx';

export const metadata = chapterMetadata('/configuration');

export default function ConfigurationPage() {
  return (
    <Chapter
      href="/configuration"
      title="Configuration"
      lead="One file names the apps. Two variables connect your own Clerk instance. Everything else follows from these."
    >
      <h2 id="registry">The registry</h2>
      <p>
        <code>packages/sso/sso.config.ts</code> is the only file a team edits. Authorized parties, allowed
        redirects, links between apps and local addresses follow from it.
      </p>
      <CodeBlock title="packages/sso/sso.config.ts">{`export const sso = defineSso({
  rootDomain: 'acme.example',
  localRootDomain: 'acme.localhost',
  primary: 'account',
  apps: {
    account: { posture: 'mixed', vercelProject: 'acme-account', callers: [] },
    platform: { posture: 'protected', vercelProject: 'acme-platform', callers: ['academy'] },
    // …
    api: { posture: 'bearer', callers: ['platform', 'academy'] },
  },
});`}</CodeBlock>
      <Reference caption="Fields of the registry" heading="Field" rows={registryFields} />
      <h2 id="postures">Postures</h2>
      <p>
        A posture says what the proxy does before a page runs. In every posture, the guard next to the data
        makes the decision.
      </p>
      <Reference caption="Postures" heading="Posture" rows={postures} />
      <h2 id="keys">Your own Clerk keys</h2>
      <p>
        Put both keys into <code>.env.local</code> at the root of the repository. <code>pnpm dev</code> then
        starts no local Clerk, and the same apps talk to the real one.
      </p>
      <CodeBlock title=".env.local">{`NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY=pk_…
CLERK_SECRET_KEY=sk_…`}</CodeBlock>
      <Notice tone="wait">
        A deployment without keys does not build, and the error names the missing variable. The local Clerk
        cannot be switched on in a deployment by accident.
      </Notice>
      <h2 id="variables">Variables</h2>
      <Reference caption="Environment variables" heading="Variable" rows={variables} />
      <h2 id="proxy">What an app adds</h2>
      <p>Each app has two short files, and calls a guard wherever it reads data.</p>
      <CodeBlock title="apps/platform/proxy.ts">{`import { createAuthProxy } from '@subdomain-sso/auth/proxy';

export const proxy = createAuthProxy();
export const config = { matcher: ['/((?!api/|_next/static/|favicon\\\\.ico$|icon\\\\.svg$).*)'] };`}</CodeBlock>
      <CodeBlock title="apps/platform/next.config.ts">{`import { sso } from '@repo/sso';
import { withSso } from '@subdomain-sso/auth/next-config';

export default withSso(sso, 'platform');`}</CodeBlock>
    </Chapter>
  );
}
