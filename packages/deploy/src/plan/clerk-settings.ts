import type { WebhookEventType } from '@clerk/backend/webhooks';
import type { SsoConfig } from '@repo/auth/define-sso';
import type { ClerkSetting } from './deploy-plan.ts';

/** What the mirror in packages/directory takes in; a test compares. */
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
 * What is to be set in the Clerk dashboard, of the production instance.
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
      why: 'Without the list any subdomain may, also a forgotten one that somebody took over.',
    },
    {
      page: 'Paths',
      setting: 'Home, sign-in and sign-up URL',
      value: [`${primary}/`, `${primary}/sign-in`, `${primary}/sign-up`],
      why: 'E-mails and other apps lead there; the account portal is not used.',
    },
    {
      page: 'Paths, or the allowlist of redirect URLs',
      setting: 'Origins that people may be led back to',
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
      value: 'As they are: 60 seconds, no claims of your own',
      why: 'A token is sent with each request, in a cookie of 4 KB at most; what you add is what you pay.',
    },
    ...(staff.length > 0
      ? [
          {
            page: 'Organizations',
            setting: 'Enabled, with slugs; these exist',
            value: [...new Set(staff)],
            why: 'Apps for staff ask for membership of an organization by its slug.',
          },
        ]
      : []),
    {
      page: 'API keys',
      setting: 'Enabled for people and for organizations',
      value: 'On, where apps take API keys (platform does)',
      why: 'Otherwise withAuth({ accepts: … }) refuses every one of them.',
    },
  ];
}
