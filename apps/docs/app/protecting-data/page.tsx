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
      lead="The proxy is a convenience. Data is protected by the check next to it, where it is read or changed."
    >
      <h2 id="guards">In pages and Server Actions</h2>
      <CodeBlock title="app/billing/page.tsx">{`import { requireOrganization } from '@subdomain-sso/auth/server';

export default async function BillingPage() {
  const { orgId } = await requireOrganization('any', { permission: 'org:billing:manage' });
  …`}</CodeBlock>
      <p>
        Anonymous visitors are sent to the sign-in page and come back. A user who is not allowed in sees a
        page with the reason, or a 404 if you ask for that. When the proxy did not run, every guard throws, so
        a bypassed proxy never opens a page.
      </p>
      <Reference caption="Guards" heading="Guard" rows={guards} />
      <h2 id="organizations">Organizations in the address</h2>
      <CodeBlock title="packages/sso/sso.config.ts">{`platform: {
  organizationSyncOptions: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] },
}`}</CodeBlock>
      <p>
        Each tab acts in the organization that its address names, so two tabs can work in two organizations.
        Both tabs share one cookie, and for a moment it may hold the token of the other tab. A server that
        compares the organization refuses such a request: <code>{'requireOrganization({ slug })'}</code>. So
        send calls and Server Actions of these pages to an address that names the organization. Code that
        reads the organization from the token alone may act in the wrong one.
      </p>
      <h2 id="step-up">Ask for a fresh verification</h2>
      <CodeBlock title="support-pin-actions.ts">{`'use server';
import { requireFreshVerification } from '@subdomain-sso/auth/server';

export async function revealSupportPin() {
  return requireFreshVerification('strict', ({ userId }) => readPin(userId), { impersonation: 'forbid' });
}`}</CodeBlock>
      <p>
        Clerk’s <code>useReverification(revealSupportPin)</code> shows its dialog and then calls the action
        again. The protected work is passed as an argument, so it cannot run without the check. The option{' '}
        <code>impersonation</code> refuses support staff who act as a customer.
      </p>
      <h2 id="routes">In route handlers</h2>
      <CodeBlock title="app/api/projects/route.ts">{`import { withAuth } from '@subdomain-sso/auth/server';

export const GET = withAuth((request, caller) => Response.json(listProjects(caller)), {
  accepts: ['session_token', 'api_key'],
  requires: { scopes: ['projects:read'] },
});`}</CodeBlock>
      <p>
        <code>withAuth</code> verifies the request by itself, so API routes stay out of the proxy’s matcher.
        Refusals are problem+json: 401 for an invalid token, 403 for a caller without permission, 503 while
        Clerk cannot be reached.
      </p>
      <Reference caption="Kinds of token" heading="Kind" rows={tokenKinds} />
      <h2 id="workers">Outside Next.js</h2>
      <CodeBlock title="worker.ts">{`import { resolveBearerPolicy } from '@subdomain-sso/auth/bearer';
import { createSessionVerifier } from '@subdomain-sso/auth/verify';

const verify = createSessionVerifier(resolveBearerPolicy(sso, 'api', env).verification);
const verdict = await verify(token); // { ok: true, claims } or { ok: false, fault }`}</CodeBlock>
      <p>
        <code>@subdomain-sso/auth/verify</code> and <code>@subdomain-sso/auth/bearer</code> use Web APIs only,
        so they run in every JavaScript runtime. <code>apps/api</code> is a Cloudflare worker that accepts
        tokens of platform and academy and of no other app, because <code>sso.config.ts</code> names these two
        as its callers.
      </p>
      <h2 id="webhooks">Webhooks from Clerk</h2>
      <CodeBlock title="app/api/webhooks/clerk/route.ts">{`import { createWebhookHandler } from '@subdomain-sso/auth/webhooks';
import { applyEvent } from '@repo/directory';

export const POST = createWebhookHandler({
  onEvent: ({ type, data }, delivery) => applyEvent(db, { ...delivery, type, data }),
});`}</CodeBlock>
      <p>
        <code>onEvent</code> is called only for deliveries that Clerk signed for this endpoint in the last
        five minutes. When it throws, Clerk delivers the event again. <code>packages/directory</code> keeps
        users, organizations, memberships and sessions in your PostgreSQL. Deliveries may arrive twice, in any
        order, and in several processes at once; the tables end in the same, correct state.
      </p>
      <h2 id="outage">While Clerk is down</h2>
      <p>
        With <code>CLERK_JWT_KEY</code>, tokens are verified without Clerk as long as they are valid, which is
        one minute. After that, pages explain the outage and calls get 503 with <code>Retry-After</code>.
        Nobody is redirected to a host that does not answer.
      </p>
      <CodeBlock title="packages/sso/sso.config.ts">{`outage: { graceMs: 60 * 60 * 1000, graceFor: 'reads' },`}</CodeBlock>
      <Notice tone="wait">
        A grace lets signed-in users go on reading for that time, at most eight hours. The price: a user whose
        account is banned or removed in that time can go on reading too. It is off until you switch it on.
      </Notice>
    </Chapter>
  );
}
