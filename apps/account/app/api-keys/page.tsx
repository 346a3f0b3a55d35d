import { APIKeys } from '@clerk/nextjs';
import { CodeBlock, PageHeader } from '@repo/ui';
import { AfterHydration, AppLink } from '@subdomain-sso/auth/client';
import { requireUser } from '@subdomain-sso/auth/server';
import type { Metadata } from 'next';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage() {
  await requireUser({ impersonation: 'forbid' });
  return (
    <>
      <PageHeader
        title="API keys"
        lead="For your scripts. A key acts as you, or as the organization you have chosen, until you revoke it."
      />
      <div className="min-h-80 max-w-3xl">
        <AfterHydration>
          <APIKeys />
        </AfterHydration>
      </div>
      <div className="prose mt-10 max-w-3xl">
        <p>
          Send a key as a bearer token. <AppLink app="platform">The platform</AppLink> accepts it for your
          projects; a revoked key works at most 30 seconds longer.
        </p>
      </div>
      <div className="mt-4 max-w-3xl">
        <CodeBlock>{'curl -H "Authorization: Bearer ak_…" <platform>/api/projects'}</CodeBlock>
      </div>
    </>
  );
}
