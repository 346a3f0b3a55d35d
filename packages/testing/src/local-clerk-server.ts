import { appDefinition, type SsoConfig } from '@subdomain-sso/auth/define-sso';
import { readLocalPort } from './env.ts';

/** How the local Clerk is started beside the apps. */
export interface LocalClerkServerOptions<Sso extends SsoConfig = SsoConfig> {
  /** Port that each app or API listens on; the primary app is among them. Those left out cannot be reached. */
  readonly ports: { readonly [Name in keyof Sso['apps']]?: number };
  /** Port of every address; default: SSO_LOCAL_PORT, else 4000. The Clerk itself listens on the next one. */
  readonly port?: number;
  /**
   * Files that get the variables, from the folder of the config: one for the tests, and one for each app that reads its own. Default
   * `.env.local`.
   */
  readonly envFiles?: readonly string[];
  /** Seed file: the users and organizations that exist at first. Default: those of clerk-local. */
  readonly seed?: string;
}

/** One entry of Playwright's `webServer`. */
export interface LocalClerkServer {
  readonly name: string;
  readonly command: string;
  readonly url: string;
  readonly reuseExistingServer: boolean;
  readonly gracefulShutdown: { readonly signal: 'SIGTERM'; readonly timeout: number };
}

/** Longer than it takes to close both servers. */
const SHUTDOWN_MS = 5000;

/**
 * Makes the entry of Playwright's `webServer` that starts the installed `clerk-local` with its gateway, or uses the one that
 * runs already. Name it before the apps: it writes the variables that they start with.
 *
 * @example webServer: [localClerkServer(sso, { ports: { web: 3000 } }), { command: 'next dev -p 3000', port: 3000 }]
 */
export function localClerkServer<const Sso extends SsoConfig>(
  sso: Sso,
  { ports, port = readLocalPort(), envFiles = ['.env.local'], seed }: LocalClerkServerOptions<Sso>,
): LocalClerkServer {
  const registry: SsoConfig = sso;
  const labelOf = (app: string) => appDefinition(registry, app).subdomain ?? app;
  const isPath = (page: string | undefined) => page?.startsWith('/') ?? false;
  const options: readonly (readonly [string, string | undefined])[] = [
    ['domain', sso.localRootDomain],
    ['port', String(port)],
    ['primary', labelOf(sso.primary)],
    ...Object.entries<number | undefined>(ports).flatMap(([app, at]) =>
      at === undefined ? [] : [['app', `${labelOf(app)}=${at}`] as const],
    ),
    ['sign-in', isPath(sso.signInUrl) ? sso.signInUrl : undefined],
    ['sign-up', isPath(sso.signUpUrl) ? sso.signUpUrl : undefined],
    ['seed', seed],
    ...envFiles.map((file) => ['write-env', file] as const),
  ];
  const words = options.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, JSON.stringify(value)],
  );
  return {
    name: 'clerk-local',
    command: ['npx', 'clerk-local', ...words].join(' '),
    // The Clerk itself: not every system finds names under .localhost.
    url: `http://127.0.0.1:${port + 1}/inbox.json`,
    reuseExistingServer: true,
    gracefulShutdown: { signal: 'SIGTERM', timeout: SHUTDOWN_MS },
  };
}
