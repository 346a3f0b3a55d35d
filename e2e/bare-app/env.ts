import { type AppName, sso } from '@repo/sso';
import { pageAppNames } from '@subdomain-sso/auth/define-sso';

/** What guards the app. `bare`: clerkMiddleware(). `parties`: that with authorizedParties. `ours`: createAuthProxy(). */
export type Mode = 'bare' | 'parties' | 'ours';

/** Everything in which one started process differs from another of the same build. */
export interface Settings {
  readonly mode: Mode;
  /** Which app of the registry this is, in mode `ours`; in the others it only determines where the local Clerk is. */
  readonly app: AppName;
  /** Its own origin. */
  readonly origin: string;
  /** Pages of other apps that it links to. */
  readonly links: readonly string[];
  readonly publishableKey: string;
  readonly jwtKey: string;
  readonly proxyUrl: string;
}

/**
 * Reads the settings of this process when they are needed, so that one build serves every mode, port and Clerk.
 *
 * @throws {Error} names the variable that is missing or wrong.
 */
export function readSettings(): Settings {
  return {
    mode: readMode(),
    app: readApp(),
    origin: read('BARE_APP_ORIGIN'),
    links: read('BARE_APP_LINKS').split(','),
    publishableKey: read('NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY'),
    jwtKey: read('CLERK_JWT_KEY'),
    proxyUrl: read('NEXT_PUBLIC_CLERK_PROXY_URL'),
  };
}

/**
 * Which app of the registry this process is.
 *
 * @internal For this file and `next.config.ts`.
 */
export function readApp(): AppName {
  const name = read('BARE_APP_NAME');
  // By its type the function returns any name of the registry; those with pages are what AppName is made of.
  const app = (pageAppNames(sso) as readonly AppName[]).find((known) => known === name);
  if (!app) throw new Error(`BARE_APP_NAME is "${name}", which sso.config.ts does not name as an app.`);
  return app;
}

function readMode(): Mode {
  const mode = read('BARE_APP_MODE');
  if (mode === 'bare' || mode === 'parties' || mode === 'ours') return mode;
  throw new Error(`BARE_APP_MODE is "${mode}"; it is bare, parties or ours.`);
}

/** By a variable name: Next puts values into a build only where the name is written out. */
function read(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set. packages/stack/src/bare-app/start-bare-stack.ts starts this app.`);
  return value;
}
