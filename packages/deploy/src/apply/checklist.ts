import type { ClerkState } from '../clerk/read-clerk.ts';
import type { DeployPlan } from '../plan/deploy-plan.ts';
import type { VercelState } from '../vercel/read-vercel.ts';

/** Something that only a user can do, in a dashboard or at a DNS provider. */
export interface ChecklistItem {
  readonly what: string;
  readonly where: string;
  readonly details: readonly string[];
}

const CLERK = (page: string) => `https://dashboard.clerk.com/last-active?path=${page}`;

/** @source Vercel docs "Working with domains": the CNAME of a subdomain, where Vercel shows no other. */
const VERCEL_CNAME = 'cname.vercel-dns-0.com';

/**
 * Lists what no API sets: DNS records, Clerk's allowed subdomains, paths and webhook endpoints, and what a plan of either
 * service does not report. Pure.
 *
 * @param state After the run, so that what is verified is not listed.
 */
export function buildChecklist(
  plan: DeployPlan,
  input: {
    readonly clerk: ClerkState;
    readonly vercel: VercelState;
    readonly knowsWebhookSecret: boolean;
    readonly hasPreviewKeys: boolean;
  },
): ChecklistItem[] {
  const { clerk, vercel } = input;
  const pending = plan.projects.flatMap(({ name, domains }) =>
    domains.filter(
      (host) => !vercel.projects.get(name)?.domains.some((domain) => domain.name === host && domain.verified),
    ),
  );
  const webhooks = plan.clerk.filter(({ page }) => page === 'Webhooks');
  const bySetting = (page: string) => plan.clerk.find((setting) => setting.page === page)?.value ?? [];
  return [
    ...item(`DNS records of ${plan.rootDomain}, for Clerk`, 'your DNS provider; no proxy in front of them', [
      ...clerk.records.map(
        ({ name, value, isRequired }) => `${name}  CNAME  ${value}${isRequired ? '' : '  (optional)'}`,
      ),
    ]),
    ...item('DNS records of the apps', 'your DNS provider', [
      ...pending.map((host) => `${host}  CNAME  ${VERCEL_CNAME}, or what the project’s Domains page shows`),
    ]),
    ...item('Allowed subdomains: only these may use the session', CLERK('domains'), [
      ...[bySetting('Domains, Allowed subdomains')].flat(),
    ]),
    ...item('Home, sign-in and sign-up URL', CLERK('paths'), [...[bySetting('Paths')].flat()]),
    ...(input.knowsWebhookSecret
      ? []
      : webhooks.flatMap(({ setting, value }) =>
          item(`Webhooks: ${setting}`, CLERK('webhooks'), [
            `Events: ${[value].flat().join(', ')}`,
            'Then run this command again with CLERK_WEBHOOK_SIGNING_SECRET=whsec_…: the app does not build without it.',
          ]),
        )),
    ...(input.hasPreviewKeys
      ? []
      : item('Keys of previews', CLERK('api-keys'), [
          'Run this command again with PREVIEW_CLERK_SECRET_KEY=sk_test_… of a development instance. Until then previews do not build.',
        ])),
    ...(clerk.hasOrganizations === null
      ? item('Organizations', CLERK('organizations-settings'), ['On, with slugs.'])
      : []),
    ...plan.workers.flatMap(({ app, directory, deployCommand, domain }) =>
      item(`The worker ${app}`, directory, [
        `pnpm build && ${deployCommand}   (${domain}; its zone must be on Cloudflare)`,
      ]),
    ),
  ];
}

function item(what: string, where: string, details: readonly string[]): ChecklistItem[] {
  return details.length === 0 ? [] : [{ what, where, details }];
}
