import { sso } from '@repo/sso';
import type { ServiceName } from '@repo/stack';
import { localOrigins } from '@subdomain-sso/auth/origins';

/**
 * What to open and who can sign in, as lines without colours.
 *
 * @param notes Text beside the link of an app: 'starting', 'failed'.
 * @param accounts Empty with a hosted Clerk.
 * @param inbox URL of the local Clerk's mail page; null with a hosted Clerk.
 */
export function buildSummary(options: {
  port: number;
  apps: readonly ServiceName[];
  notes: Partial<Record<ServiceName, string>>;
  accounts: readonly { emailAddress: string; password: string }[];
  inbox: string | null;
}): { title: string; lines: readonly string[] } {
  const { port, apps, notes, accounts, inbox } = options;
  const origins = localOrigins(sso, port);
  const nameWidth = Math.max(...apps.map((name) => name.length), 'inbox'.length) + 2;
  const mailWidth = Math.max(0, ...accounts.map(({ emailAddress }) => emailAddress.length)) + 2;
  const links = apps.map(
    (name) => `${name.padEnd(nameWidth)}${origins[name]}${notes[name] ? `  (${notes[name]})` : ''}`,
  );
  return {
    title: `http://${sso.localRootDomain}:${port}`,
    lines: [
      ...links,
      ...(inbox ? [`${'inbox'.padEnd(nameWidth)}${inbox}`] : []),
      ...(accounts.length > 0 ? ['', 'Sign in as'] : []),
      ...accounts.map(({ emailAddress, password }) => `${emailAddress.padEnd(mailWidth)}${password}`),
    ],
  };
}
