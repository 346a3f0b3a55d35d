import type { NextConfig } from 'next';
import { type AppName, sso } from '../sso.config.ts';
import { resolveBrowserSettings } from './browser-settings.ts';
import { deploymentWarnings } from './deployment-warnings.ts';
import { readEnvironment } from './env.ts';
import type { CspSources } from './policy-additions.ts';
import { buildScriptKeywords, buildSecurityHeaders } from './security-headers.ts';
import { primaryUrl, resolveTopology, type Topology } from './topology.ts';

export interface SsoOptions {
  /** Sources beside those that Next and Clerk need: a font host, an analytics script. They are added, never put in place of. */
  readonly contentSecurityPolicy?: CspSources;
  /**
   * Default true. False: Clerk's components cannot be shown in this app, and its pages load none of their bytes (about 1 MB);
   * hooks and `Show` work all the same.
   */
  readonly clerkUi?: boolean;
}

/**
 * An app's `next.config.ts`: Clerk's addresses for this environment, development origins and security headers.
 * With Clerk keys in the environment the app talks to real Clerk; without, to the local one; a deployment without keys does not build.
 *
 * @param app A registered app.
 * @param config The app's own settings; its values win, lists are joined.
 * @throws {AuthConfigError} `invalid_content_security_policy`, `missing_clerk_keys`, `test_keys_in_production`, `live_keys_in_preview`, and as `readEnvironment` and `resolveTopology` do.
 * @source Next.js docs "next.config.js: env, headers, allowedDevOrigins"; `@clerk/nextjs` 7.9.7 environment variables.
 * @example export default withSso('platform', {}, { contentSecurityPolicy: { 'img-src': ['https://img.acme.example'] } });
 */
export function withSso(app: AppName, config: NextConfig = {}, options: SsoOptions = {}): NextConfig {
  const environment = readEnvironment(process.env);
  const topology = resolveTopology(app, environment);
  for (const warning of deploymentWarnings(environment, topology)) console.warn(warning);
  const { clerkUi = true } = options;
  const browserSettings = resolveBrowserSettings(process.env, environment, sso, { clerkUi });
  const security = {
    environment,
    topology,
    browser: { ...process.env, ...browserSettings },
    isDevelopmentServer: process.env.NODE_ENV === 'development',
    additions: options.contentSecurityPolicy ?? {},
  };
  const headers = buildSecurityHeaders(security);
  return {
    poweredByHeader: false,
    // Set where the types have been checked already. A deployment always checks them.
    ...(environment.kind === 'local' &&
      process.env.SSO_TYPES_CHECKED === '1' && { typescript: { ignoreBuildErrors: true } }),
    ...config,
    transpilePackages: ['@repo/auth', ...(config.transpilePackages ?? [])],
    allowedDevOrigins: [
      ...topology.own.map((origin) => new URL(origin).hostname),
      ...(config.allowedDevOrigins ?? []),
    ],
    env: {
      ...browserSettings,
      ...signInPages(topology),
      NEXT_PUBLIC_SSO_TOPOLOGY: JSON.stringify(topology),
      NEXT_PUBLIC_SSO_SCRIPT_KEYWORDS: buildScriptKeywords(security),
      ...config.env,
    },
    headers: async () => [{ source: '/:path*', headers }, ...((await config.headers?.()) ?? [])],
  };
}

/** Where `auth().redirectToSignIn()` and `auth.protect()` lead: the proxy does not tell the app at each request. */
function signInPages(topology: Topology): Record<string, string> {
  const [signIn, signUp] = [primaryUrl(topology, '/sign-in'), primaryUrl(topology, '/sign-up')];
  return {
    ...(signIn ? { NEXT_PUBLIC_CLERK_SIGN_IN_URL: signIn } : {}),
    ...(signUp ? { NEXT_PUBLIC_CLERK_SIGN_UP_URL: signUp } : {}),
  };
}
