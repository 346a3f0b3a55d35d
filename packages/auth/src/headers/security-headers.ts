import { parsePublishableKey } from '@clerk/shared/keys';
import type { Environment } from '../registry/environment.ts';
import type { Topology } from '../registry/topology.ts';
import { buildContentSecurityPolicy, type PolicyPlaces } from './content-security-policy.ts';
import { scriptKeywords } from './nonce-policy.ts';
import type { CspSources } from './policy-additions.ts';

/** One header, in the form that `next.config.ts` takes. */
export interface SecurityHeader {
  readonly key: string;
  readonly value: string;
}

export interface SecurityHeadersInput {
  readonly environment: Environment;
  readonly topology: Topology;
  /** The browser's settings for Clerk: `NEXT_PUBLIC_CLERK_*` by name. */
  readonly browser: Readonly<Record<string, string | undefined>>;
  /** `next dev` serves this, not a build. */
  readonly isDevelopmentServer: boolean;
  readonly additions?: CspSources;
}

const TWO_YEARS_SECONDS = 63_072_000;

/**
 * Builds the headers of every answer of an app, static files included. A page that the proxy serves itself has its own policy
 * instead. No header depends on a request, so no page becomes dynamic.
 *
 * @returns In a fixed order. HSTS in production only: a preview's domain may not be ours, and browsers keep it for years.
 * @throws {AuthConfigError} as `buildContentSecurityPolicy` does.
 * @source OWASP HTTP Security Response Headers cheat sheet; HTML standard, "Cross-Origin-Opener-Policy".
 */
export function buildSecurityHeaders(input: SecurityHeadersInput): SecurityHeader[] {
  const { environment, additions = {} } = input;
  const isFramed = (additions['frame-ancestors'] ?? []).length > 0;
  return [
    { key: 'Content-Security-Policy', value: buildContentSecurityPolicy(policyPlaces(input), additions) },
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    // The older form of frame-ancestors, which cannot name an origin.
    ...(isFramed ? [] : [{ key: 'X-Frame-Options', value: 'DENY' }]),
    { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
    { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
    // Popups stay connected: Clerk can sign in through an OAuth provider in one.
    { key: 'Cross-Origin-Opener-Policy', value: 'same-origin-allow-popups' },
    ...(environment.kind === 'production' ? [hsts()] : []),
  ];
}

/** The part of the team's additions that the proxy needs, for the build to pass on: sources separated by spaces. */
export function buildScriptKeywords({ additions = {}, ...input }: SecurityHeadersInput): string {
  return scriptKeywords(policyPlaces(input), additions).join(' ');
}

/**
 * The parts of the app's policy that the pages of recovery share, for the build to pass on: sources separated by spaces.
 *
 * @returns `frameAncestors` is empty where no page may frame the app.
 */
export function buildPageSources({ additions = {}, ...input }: SecurityHeadersInput): {
  readonly frameAncestors: string;
  readonly formTargets: string;
} {
  const { formTargets } = policyPlaces(input);
  return {
    frameAncestors: (additions['frame-ancestors'] ?? []).join(' '),
    formTargets: [...formTargets, ...(additions['form-action'] ?? [])].join(' '),
  };
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
    // Only `apis` answer calls of other origins; an app with pages has no CORS, also for its callers.
    callable: topology.apis,
    formTargets: topology.known.filter((origin) => !topology.own.includes(origin)),
    developmentServer: isDevelopmentServer ? topology.own[0] : undefined,
  };
}

function frontendApiOrigin(browser: SecurityHeadersInput['browser']): string | undefined {
  const proxyUrl = browser.NEXT_PUBLIC_CLERK_PROXY_URL;
  // A path of the app's own is covered by 'self'.
  if (proxyUrl) return originOf(proxyUrl)[0];
  const frontendApi = parsePublishableKey(browser.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY)?.frontendApi;
  return frontendApi ? `https://${frontendApi}` : undefined;
}

/** @returns Empty for a text that is no absolute URL. */
function originOf(url: string | undefined): string[] {
  return url !== undefined && URL.canParse(url) ? [new URL(url).origin] : [];
}
