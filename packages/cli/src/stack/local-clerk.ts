import { sso } from '@repo/auth/config';
import { localClerkHost, localOrigins } from '@repo/auth/origins';
import { defaultSeed, type LocalClerk, type LocalClerkOptions, startLocalClerk } from '@repo/clerk-local';

/** Who can sign in at a freshly started local Clerk. */
export const SEEDED_ACCOUNTS: readonly { emailAddress: string; password: string }[] = defaultSeed.users;

/** The developer's mail page behind the gateway. */
export function inboxUrl(port: number): string {
  return `http://${localClerkHost(sso, port)}/inbox`;
}

/**
 * Starts the local Clerk as the registry describes it, on the port after the gateway's.
 *
 * @param stateDir Absent: everything is forgotten at the end.
 * @param extraOrigin An origin beside the apps' that this Clerk lets in, as an open subdomain list would. For tests of what the
 *   apps refuse.
 */
export function startStackClerk(
  port: number,
  {
    stateDir,
    extraOrigin,
    log,
  }: {
    stateDir: string | undefined;
    extraOrigin: string | undefined;
    log: NonNullable<LocalClerkOptions['log']>;
  },
): Promise<LocalClerk> {
  const origins = localOrigins(sso, port);
  const primary = origins[sso.primary];
  return startLocalClerk({
    frontendApiHost: localClerkHost(sso, port),
    rootDomain: sso.localRootDomain,
    allowedOrigins: [...Object.values(origins), ...(extraOrigin === undefined ? [] : [extraOrigin])],
    homeUrl: primary,
    signInUrl: `${primary}/sign-in`,
    signUpUrl: `${primary}/sign-up`,
    port: port + 1,
    ...(stateDir !== undefined && { stateDir }),
    log,
  });
}
