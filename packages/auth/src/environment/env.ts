import { parsePublishableKey } from '@clerk/shared/keys';
import { AuthConfigError } from '../errors.ts';
import type { Environment } from '../registry/environment.ts';
import type { BrowserClerk } from './browser-clerk.ts';
import { readEnvironment } from './read-environment.ts';
import { readOutageGraceMs, readProbeIntervalMs } from './read-outage-variables.ts';

/** `readEnvironment` of this process. Server only. */
export function currentEnvironment(): Environment {
  return readEnvironment(process.env);
}

/** The verification key for networkless verification, PEM; the SDK does not read CLERK_JWT_KEY by itself. Server only. */
export function currentJwtKey(): string | undefined {
  // Dashboards that store one line keep the PEM's newlines as the two characters "\n".
  return process.env.CLERK_JWT_KEY?.replaceAll('\\n', '\n') || undefined;
}

/**
 * The webhook signing secrets; empty where the variable is not set. Server only.
 * Several, separated by commas or spaces, are all accepted: that is how a secret is replaced without an interruption.
 */
export function currentWebhookSecrets(): readonly string[] {
  return (process.env.CLERK_WEBHOOK_SIGNING_SECRET ?? '').split(/[\s,]+/).filter(Boolean);
}

/** `readOutageGraceMs` of this process. Server only. */
export function currentOutageGraceMs(): number | undefined {
  return readOutageGraceMs(process.env);
}

/** `readProbeIntervalMs` of this process. Server only. */
export function currentProbeIntervalMs(): number | undefined {
  return readProbeIntervalMs(process.env, currentHealthUrl());
}

/**
 * The health endpoint of Clerk's Frontend API. Server only.
 * Only browsers can resolve the local Clerk's host name; its address for servers is CLERK_API_URL.
 */
export function currentHealthUrl(): string {
  const { frontendApiUrl } = readBrowserClerk();
  const isLocal = new URL(frontendApiUrl).hostname.endsWith('.localhost');
  return `${(isLocal && process.env.CLERK_API_URL) || frontendApiUrl}/v1/health`;
}

/**
 * What the client of Clerk's Backend API needs. Server only.
 *
 * @returns `secretKey` is undefined where this process has none: sessions are still verified, machine tokens are not.
 */
export function currentBackendApi(): { secretKey?: string; apiUrl?: string; machineSecretKey?: string } {
  const { CLERK_SECRET_KEY, CLERK_API_URL, CLERK_MACHINE_SECRET_KEY } = process.env;
  return {
    ...(CLERK_SECRET_KEY ? { secretKey: CLERK_SECRET_KEY } : {}),
    ...(CLERK_API_URL ? { apiUrl: CLERK_API_URL } : {}),
    ...(CLERK_MACHINE_SECRET_KEY ? { machineSecretKey: CLERK_MACHINE_SECRET_KEY } : {}),
  };
}

/**
 * How the browser reaches Clerk, from the values that `withSso()` put into the build.
 *
 * @throws {AuthConfigError} `missing_env`: built without `withSso()`.
 */
export function readBrowserClerk(): BrowserClerk {
  // Next replaces exactly these expressions at build time; a dynamic look-up would find nothing.
  const publishableKey = process.env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY;
  const proxyUrl = process.env.NEXT_PUBLIC_CLERK_PROXY_URL;
  const scriptUrl = process.env.NEXT_PUBLIC_CLERK_JS_URL;
  const frontendApi = parsePublishableKey(publishableKey)?.frontendApi;
  if (!publishableKey || !frontendApi) {
    throw new AuthConfigError(
      'missing_env',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is missing or malformed (is next.config.ts wrapped in withSso()?).',
    );
  }
  return {
    publishableKey,
    frontendApiUrl: proxyUrl || `https://${frontendApi}`,
    issuers: [`https://${frontendApi}`, ...(proxyUrl ? [proxyUrl] : [])],
    ...(proxyUrl ? { proxyUrl } : {}),
    ...(scriptUrl ? { scriptUrl } : {}),
  };
}

/** Signs the proofs of Next's image optimizer. Server only. undefined on Vercel, where another service fetches the files. */
export function currentImageSecret(): string | undefined {
  return process.env.VERCEL === '1' ? undefined : process.env.CLERK_SECRET_KEY || undefined;
}

/** What the pages of recovery share with the pages of the app: additions of the team that `withSso()` put into the build. */
export function currentPageSources(): { frameAncestors: readonly string[]; formTargets: readonly string[] } {
  return {
    frameAncestors: (process.env.NEXT_PUBLIC_SSO_FRAME_ANCESTORS ?? '').split(' ').filter(Boolean),
    formTargets: (process.env.NEXT_PUBLIC_SSO_FORM_TARGETS ?? '').split(' ').filter(Boolean),
  };
}

/** The team's additions to the nonce policy that `withSso()` put into the build. Server only. */
export function currentScriptKeywords(): readonly string[] {
  return (process.env.NEXT_PUBLIC_SSO_SCRIPT_KEYWORDS ?? '').split(' ').filter(Boolean);
}

/** Whether AUTH_DEBUG asks the proxy to log every request. Server only. */
export function isDebugSet(): boolean {
  return process.env.AUTH_DEBUG === '1';
}
