import { parsePublishableKey } from '@clerk/shared/keys';
import { sso } from '../sso.config.ts';
import { buildContentSecurityPolicy, type PolicyPlaces } from './content-security-policy.ts';
import type { AppDefinition } from './define-sso.ts';
import type { Environment } from './env.ts';
import { scriptKeywords } from './nonce-policy.ts';
import type { CspSources } from './policy-additions.ts';
import type { Topology } from './topology.ts';

/** One header, in the form that `next.config.ts` takes. */
export interface SecurityHeader {
  readonly key: string;
  readonly value: string;
}

export interface SecurityHeadersInput {
  readonly environment: Environment;
  readonly topology: Topology;
  /** What the browser is told about Clerk: `NEXT_PUBLIC_CLERK_*` by name. */
  readonly browser: Readonly<Record<string, string | undefined>>;
  /** `next dev` serves this, not a build. */
  readonly isDevelopmentServer: boolean;
  readonly additions?: CspSources;
}

const TWO_YEARS_SECONDS = 63_072_000;

/**
 * The headers of everything an app answers, static files included; a page that the proxy answers itself replaces the policy
 * with its own. Nothing in here depends on a request, so no page becomes dynamic by it.
 *
 * @returns In a fixed order. HSTS in production only: a preview's domain is not ours, and a browser remembers it for years.
 * @throws {AuthConfigError} as `buildContentSecurityPolicy` does.
 * @source OWASP HTTP Security Response Headers cheat sheet; HTML standard, "Cross-Origin-Opener-Policy".
 */
export function buildSecurityHeaders(input: SecurityHeadersInput): SecurityHeader[] {
  const { environment, additions = {} } = input;
  const isFramed = (additions['frame-ancestors'] ?? []).length > 0;
  return [
    { key: 'Content-Security-Policy', value: buildContentSecurityPolicy(policyPlaces(input), additions) },
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    // The old form of frame-ancestors, which cannot name anybody.
    ...(isFramed ? [] : [{ key: 'X-Frame-Options', value: 'DENY' }]),
    { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
    { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
    // Popups stay connected: Clerk can sign in through an OAuth provider in one.
    { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
    ...(environment.kind === 'production' ? [hsts()] : []),
  ];
}

/** What `createAuthProxy` needs of the team's additions, for the build to hand over: sources separated by spaces. */
export function buildScriptKeywords({ additions = {}, ...input }: SecurityHeadersInput): string {
  return scriptKeywords(policyPlaces(input), additions).join(' ');
}

function hsts(): SecurityHeader {
  return {
    key: 'Strict-Transport-Security',
    value: `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`,
  };
}

function policyPlaces({ topology, browser, isDevelopmentServer }: SecurityHeadersInput): PolicyPlaces {
  return {
    frontendApi: frontendApiOrigin(browser),
    clerkScripts: [browser.NEXT_PUBLIC_CLERK_JS_URL, browser.NEXT_PUBLIC_CLERK_UI_URL].flatMap(originOf),
    callable: callableOrigins(topology),
    formTargets: topology.known.filter((origin) => !topology.own.includes(origin)),
    developmentServer: isDevelopmentServer ? topology.own[0] : undefined,
  };
}

/** Origins of the apps that name this one among their callers. */
function callableOrigins({ self, origins }: Topology): string[] {
  const apps = Object.entries<AppDefinition>(sso.apps);
  return apps
    .filter(([, { callers }]) => callers.includes(self))
    .flatMap(([name]) => {
      // Object.entries widens the key; an app without a deployment here has no origin.
      const origin = origins[name as keyof typeof origins];
      return origin === undefined ? [] : [origin];
    });
}

function frontendApiOrigin(browser: SecurityHeadersInput['browser']): string | undefined {
  const proxyUrl = browser.NEXT_PUBLIC_CLERK_PROXY_URL;
  // A path of the app's own is covered by 'self'.
  if (proxyUrl) return originOf(proxyUrl)[0];
  const frontendApi = parsePublishableKey(browser.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY)?.frontendApi;
  return frontendApi ? `https://${frontendApi}` : undefined;
}

/** @returns None for what is no absolute URL. */
function originOf(url: string | undefined): string[] {
  return url !== undefined && URL.canParse(url) ? [new URL(url).origin] : [];
}
