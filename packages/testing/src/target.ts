import { appDefinition, type SsoConfig } from '@subdomain-sso/auth/define-sso';
import { SsoTestError } from './errors.ts';

/** Environment variables by name. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The Clerk instance of the apps under test. */
export interface ClerkInstance {
  /** `local`: the Clerk of this machine, whose mails and time tests may use. `hosted`: one of Clerk's cloud. */
  readonly kind: 'local' | 'hosted';
  readonly publishableKey: string;
  readonly secretKey: string;
  /** The Backend API; undefined: Clerk's own. */
  readonly apiUrl: string | undefined;
}

/** What is tested: where each app is, and which Clerk it uses. */
export interface Target {
  /** App name to origin, `scheme://host[:port]`; every app and API of the registry. */
  readonly origins: Readonly<Record<string, string>>;
  readonly clerk: ClerkInstance;
  /** Lets requests through Vercel's deployment protection. */
  readonly bypassSecret: string | undefined;
}

/**
 * Finds out from variables alone what is tested: the local Clerk, a development instance, or a preview.
 *
 * @throws {SsoTestError} `missing_variable`: keys, or the address of an app. `invalid_variable`: an address that is none, or a port.
 *   `live_key`: the keys of a production instance, without SSO_E2E_ALLOW_LIVE.
 * @example resolveTarget(sso, { SSO_LOCAL_PORT: '4000', … }).origins.web // 'http://web.acme.localhost:4000'
 */
export function resolveTarget(sso: SsoConfig, variables: Variables): Target {
  return {
    origins: Object.fromEntries(Object.keys(sso.apps).map((app) => [app, originOf(sso, app, variables)])),
    clerk: clerkInstance(variables),
    bypassSecret: variables.VERCEL_AUTOMATION_BYPASS_SECRET || undefined,
  };
}

function originOf(sso: SsoConfig, app: string, variables: Variables): string {
  const own = `SSO_E2E_URL_${app.replaceAll('-', '_').toUpperCase()}`;
  if (variables[own]) return parseOrigin(own, variables[own]);
  const label = appDefinition(sso, app).subdomain ?? app;
  const baseDomain = variables.SSO_E2E_BASE_DOMAIN;
  if (baseDomain) {
    const scheme = /\.localhost(:\d+)?$/.test(baseDomain) ? 'http' : 'https';
    return parseOrigin('SSO_E2E_BASE_DOMAIN', `${scheme}://${label}.${baseDomain}`);
  }
  const port = variables.SSO_LOCAL_PORT;
  if (!port) {
    const others = `SSO_E2E_BASE_DOMAIN and ${own}`;
    throw new SsoTestError('missing_variable', `SSO_LOCAL_PORT is not set, and neither are ${others}.`);
  }
  return parseOrigin('SSO_LOCAL_PORT', `http://${label}.${sso.localRootDomain}:${port}`);
}

function parseOrigin(variable: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash) {
    return url.origin;
  }
  throw new SsoTestError('invalid_variable', `${variable} makes the address "${text}", which is no origin.`);
}

function clerkInstance(variables: Variables): ClerkInstance {
  const apiUrl = variables.CLERK_API_URL || undefined;
  const kind = apiUrl !== undefined && isThisMachine(apiUrl) ? 'local' : 'hosted';
  const publishableKey = variables.CLERK_PUBLISHABLE_KEY || variables.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY;
  if (!publishableKey) throw new SsoTestError('missing_variable', 'CLERK_PUBLISHABLE_KEY is not set.');
  const secretKey = variables.CLERK_SECRET_KEY;
  if (!secretKey) throw new SsoTestError('missing_variable', 'CLERK_SECRET_KEY is not set.');
  // The secret key of a local Clerk looks like a live one. Only an address on this machine makes it harmless.
  if (kind === 'hosted' && secretKey.startsWith('sk_live_') && variables.SSO_E2E_ALLOW_LIVE !== '1') {
    throw new SsoTestError('live_key', 'CLERK_SECRET_KEY is the key of a production instance.');
  }
  return { kind, publishableKey, secretKey, apiUrl };
}

function isThisMachine(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host === '127.0.0.1' || host === '[::1]' || host === 'localhost' || host.endsWith('.localhost');
}
