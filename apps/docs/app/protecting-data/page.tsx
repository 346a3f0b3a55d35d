import { CodeBlock, Notice } from '@repo/ui';
import { Chapter } from '../../guide/chapter.tsx';
import { chapterMetadata } from '../../guide/chapter-metadata.ts';
import { guards, tokenKinds } from '../../guide/reference.ts';
import { Reference } from '../../guide/reference-table.tsx';

export const metadata = chapterMetadata('/protecting-data');

export default function ProtectingDataPage() {
  return (
    <Chapter
      href="/protecting-data"
      title="Protecting data"
      lead="The proxy is a convenience. What protects a thing is the check beside it, where it is read or changed."
    >
      <h2 id="guards">In pages and Server Actions</h2>
      <CodeBlock title="app/billing/page.tsx">{`import { requireOrganization } from '@repo/auth/server';

export default async function BillingPage() {
  const { orgId } = await requireOrganization('any', { permission: 'org:billing:manage' });
  …`}</CodeBlock>
      <p>
        Strangers go to sign in and come back. Somebody who may not see it gets a page that says why, or a 404
        where you ask for one. Without the proxy in front, every guard throws: a bypassed proxy never means an
        open page.
      </p>
      <Reference caption="Guards" heading="Guard" rows={guards} />
      <h2 id="organizations">Organizations in the address</h2>
      <CodeBlock title="packages/auth/sso.config.ts">{`platform: {
  organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] },
}`}</CodeBlock>
      <p>
        Each tab acts in the organization its address names, so two tabs can work in two. They share one
        cookie all the same, and for a moment it may hold the token of the other tab. Such a request is
        refused wherever the server compares: <code>{'requireOrganization({ slug })'}</code>. So let calls and
        Server Actions of these pages go to an address that names the organization, too; one that takes it
        from the token alone may act in the other.
      </p>
      <h2 id="step-up">Prove it again</h2>
      <CodeBlock title="support-pin-actions.ts">{`'use server';
import { requireFreshVerification } from '@repo/auth/server';

export async function revealSupportPin() {
  return requireFreshVerification('strict', ({ userId }) => readPin(userId), { impersonation: 'forbid' });
}`}</CodeBlock>
      <p>
        Clerk’s <code>useReverification(revealSupportPin)</code> shows its dialog and calls again. The work is
        an argument, so nothing can be reached without the check. A second option in the example keeps support
        staff who act as a customer away from it.
      </p>
      <h2 id="routes">In route handlers</h2>
      <CodeBlock title="app/api/projects/route.ts">{`import { withAuth } from '@repo/auth/server';

export const GET = withAuth((request, caller) => Response.json(listProjects(caller)), {
  accepts: ['session_token', 'api_key'],
  requires: { scopes: ['projects:read'] },
});`}</CodeBlock>
      <p>
        It checks by itself, so API routes stay out of the proxy’s matcher. Refusals are problem+json: 401 for
        a bad token, 403 for a caller who may not, 503 while Clerk cannot be asked.
      </p>
      <Reference caption="Kinds of token" heading="Kind" rows={tokenKinds} />
      <h2 id="workers">Outside Next.js</h2>
      <CodeBlock title="worker.ts">{`import { resolveBearerPolicy } from '@repo/auth/bearer';
import { createSessionVerifier } from '@repo/auth/verify';

const verify = createSessionVerifier(resolveBearerPolicy('api', env).verification);
const verdict = await verify(token); // { ok: true, claims } or { ok: false, fault }`}</CodeBlock>
      <p>
        <code>@repo/auth/verify</code> and <code>@repo/auth/bearer</code> need only what every runtime on the
        web has. <code>apps/api</code> is a Cloudflare worker that answers to platform and academy, because{' '}
        <code>sso.config.ts</code> names them as its callers, and to nobody else.
      </p>
      <h2 id="webhooks">What Clerk tells you</h2>
      <CodeBlock title="app/api/webhooks/clerk/route.ts">{`import { createWebhookHandler } from '@repo/auth/webhooks';
import { applyEvent } from '@repo/directory';

export const POST = createWebhookHandler({
  onEvent: ({ type, data }, delivery) => applyEvent(db, { ...delivery, type, data }),
});`}</CodeBlock>
      <p>
        Only what Clerk signed for this endpoint within five minutes reaches <code>onEvent</code>; whatever
        fails there is delivered again. <code>packages/directory</code> keeps people, organizations,
        memberships and sessions in your PostgreSQL: the same delivery twice, in any order, by several
        processes at once, and the tables still end with the truth.
      </p>
      <h2 id="outage">While Clerk is down</h2>
      <p>
        With <code>CLERK_JWT_KEY</code> tokens are checked without Clerk for as long as they live, a minute.
        After that, pages say what is wrong and calls get 503 with <code>Retry-After</code>, never a redirect
        to a host that does not answer.
      </p>
      <CodeBlock title="packages/auth/sso.config.ts">{`outage: { graceMs: 60 * 60 * 1000, graceFor: 'reads' },`}</CodeBlock>
      <Notice tone="wait">
        A grace lets people go on reading for up to that long, at most eight hours. The price: somebody whose
        account was taken away meanwhile reads on, too. It is off until you switch it on.
      </Notice>
    </Chapter>
  );
}
