import type { WebhookEventType } from '@clerk/backend/webhooks';
import type { SsoConfig } from '@subdomain-sso/auth/define-sso';
import type { ClerkSetting } from './deploy-plan.ts';

/**
 * Events that the mirror in packages/directory processes; a test compares.
 *
 * @internal Exported for its test.
 */
export const MIRRORED_EVENTS = [
  ...['user.created', 'user.updated', 'user.deleted'],
  ...['organization.created', 'organization.updated', 'organization.deleted'],
  ...['organizationMembership.created', 'organizationMembership.updated', 'organizationMembership.deleted'],
  ...['session.created', 'session.ended', 'session.removed', 'session.revoked'],
] as const satisfies readonly WebhookEventType[];

interface ClerkInput {
  readonly rootDomain: string;
  readonly primaryHost: string;
  readonly appHosts: readonly string[];
  readonly webhookHosts: readonly string[];
  readonly config: SsoConfig;
}

/**
 * Lists what to set in the Clerk dashboard, for the production instance.
 *
 * @source Clerk docs "Deploy to production", "Subdomain allowlist", "Customize redirect URLs", "Session options".
 */
export function planClerkSettings(input: ClerkInput): ClerkSetting[] {
  const primary = `https://${input.primaryHost}`;
  const staff = Object.values(input.config.apps).flatMap(({ posture }) =>
    typeof posture === 'string' ? [] : [posture.staffOf],
  );
  return [
    {
      page: 'Domains',
      setting: 'Domain of the production instance',
      value: input.rootDomain,
      why: 'Sessions are shared by the subdomains of this one domain.',
    },
    {
      page: 'Domains, Allowed subdomains',
      setting: 'Only these may use the session',
      value: [...input.appHosts],
      why: 'Without the list every subdomain may use it, also a forgotten one that another party took over.',
    },
    {
      page: 'Paths',
      setting: 'Home, sign-in and sign-up URL',
      value: [`${primary}/`, `${primary}/sign-in`, `${primary}/sign-up`],
      why: 'E-mails and other apps link to it; the account portal is not used.',
    },
    {
      page: 'Paths, or the allowlist of redirect URLs',
      setting: 'Origins to which users may be redirected',
      value: input.appHosts.map((host) => `https://${host}`),
      why: 'The same list that SsoProvider gives to Clerk as allowedRedirectOrigins.',
    },
    ...input.webhookHosts.map((host) => ({
      page: 'Webhooks',
      setting: `Endpoint https://${host}/api/webhooks/clerk`,
      value: [...MIRRORED_EVENTS],
      why: 'They keep the mirror of people and organizations up to date.',
    })),
    {
      page: 'Sessions',
      setting: 'Lifetime of a session token, and its claims',
      value: 'Unchanged: 60 seconds, no custom claims',
      why: 'Every request carries the token, in a cookie of at most 4 KB: each custom claim makes every request larger.',
    },
    ...(staff.length > 0
      ? [
          {
            page: 'Organizations',
            setting: 'Enabled, with slugs; these exist',
            value: [...new Set(staff)],
            why: 'Apps for staff require membership of an organization, by its slug.',
          },
        ]
      : []),
    {
      page: 'API keys',
      setting: 'Enabled for users and for organizations',
      value: 'On, where apps accept API keys (platform does)',
      why: 'Otherwise withAuth({ accepts: … }) refuses every API key.',
    },
  ];
}
