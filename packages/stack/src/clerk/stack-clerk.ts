import { sso } from '@repo/sso';
import { pageAppNames } from '@subdomain-sso/auth/define-sso';
import { localClerkHost, localOrigins } from '@subdomain-sso/auth/origins';
import { defaultSeed, type LocalClerk, type LocalClerkOptions, serveLocalClerk } from 'clerk-local';
import { WEBHOOK_ROUTE, webhookReceivers } from '../apps/webhook-receivers.ts';
import { clerkPort } from '../ports.ts';

/** Who can sign in at a freshly started local Clerk. */
export const SEEDED_ACCOUNTS: readonly { emailAddress: string; password: string }[] = defaultSeed.users;

/**
 * The ways in which Clerk's cloud may mint tokens. Its documentation leaves this open, so the browser tests hold for each.
 * `documented`: as its documentation says. `redirect-azp`: tokens minted on redirects name the origin they lead to.
 * `shared-tokens`: `/v1/client` hands an app a token that was minted for a sibling.
 */
export const CLERK_VARIANTS = {
  documented: {},
  'redirect-azp': { azp: 'redirect-origin' },
  'shared-tokens': { lastActiveToken: 'cached' },
} as const satisfies Record<string, Partial<LocalClerkOptions>>;

export type ClerkVariant = keyof typeof CLERK_VARIANTS;

/** The developer's mail page behind the gateway. */
export function inboxUrl(port: number): string {
  return `http://${localClerkHost(sso, port)}/inbox`;
}

/**
 * Starts the local Clerk as the registry describes it, on the port after the gateway's.
 *
 * @param stateDir Absent: everything is lost at the end.
 * @param variant See `CLERK_VARIANTS`.
 * @param extraOrigin An origin beside the apps' that this Clerk allows, as an open list of subdomains would. For tests of what
 *   the apps refuse.
 */
export function startStackClerk(
  port: number,
  {
    stateDir,
    extraOrigin,
    variant,
    log,
  }: {
    stateDir: string | undefined;
    extraOrigin: string | undefined;
    variant: ClerkVariant;
    log: NonNullable<LocalClerkOptions['log']>;
  },
): Promise<LocalClerk> {
  const origins = localOrigins(sso, port);
  const primary = origins[sso.primary];
  return serveLocalClerk({
    frontendApiHost: localClerkHost(sso, port),
    rootDomain: sso.localRootDomain,
    allowedOrigins: [
      ...pageAppNames(sso).map((name) => origins[name]),
      ...(extraOrigin === undefined ? [] : [extraOrigin]),
    ],
    homeUrl: primary,
    signInUrl: new URL(sso.signInUrl ?? '/sign-in', primary).href,
    signUpUrl: new URL(sso.signUpUrl ?? '/sign-up', primary).href,
    port: clerkPort(port),
    webhooks: webhookReceivers().map((name) => ({ url: `${origins[name]}${WEBHOOK_ROUTE}` })),
    ...(stateDir !== undefined && { stateDir }),
    ...CLERK_VARIANTS[variant],
    log,
  });
}
