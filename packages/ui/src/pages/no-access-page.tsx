import { AppLink } from '@subdomain-sso/auth/client';
import { isReason, REASONS, type Reason } from '@subdomain-sso/auth/reasons';
import type { ReactNode } from 'react';
import { buttonClass } from '../parts/button.tsx';
import { StatusPage } from './status-page.tsx';

/**
 * Body of an app's /no-access: why a signed-in user may not see the page, and what they can do.
 *
 * @param reason `?reason=` of the address, untrusted: an unknown one is shown as `organization_required`.
 * @param children What this app offers in addition, such as a switch to another organization.
 */
export function NoAccessPage({ reason, children }: { reason: unknown; children?: ReactNode }) {
  const code: Reason = isReason(reason) ? reason : 'organization_required';
  return (
    <StatusPage code="No access" title="This is not open to you">
      <p>{REASONS[code].message}</p>
      {children}
      <p className="flex flex-wrap gap-3">
        <AppLink app="account" className={buttonClass()}>
          Your account
        </AppLink>
        <AppLink app="account" href="/organizations" className={buttonClass('quiet')}>
          Choose an organization
        </AppLink>
      </p>
      <p className="font-mono text-sm">{code}</p>
    </StatusPage>
  );
}
