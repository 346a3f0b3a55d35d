import type { NextConfig } from 'next';
import { resolveBrowserSettings } from './environment/browser-settings.ts';
import { deploymentWarnings } from './environment/deployment-warnings.ts';
import { readEnvironment } from './environment/read-environment.ts';
import type { CspSources } from './headers/policy-additions.ts';
import { buildPageSources, buildScriptKeywords, buildSecurityHeaders } from './headers/security-headers.ts';
import { type Posture, pageAppDefinition, type SsoConfig } from './registry/define-sso.ts';
import { resolveTopology, type Topology } from './registry/topology.ts';

export interface SsoOptions {
  /** Sources beside those that Next and Clerk need: a font host, an analytics script. They are added to the others. */
  readonly contentSecurityPolicy?: CspSources;
  /**
   * Default true. False: Clerk's components cannot be shown in this app, and its pages load none of their code (about 1 MB);
   * hooks and `Show` still work.
   */
  readonly clerkUi?: boolean;
}

/** A config in the form of a function. @source Next.js docs "next.config.js: configuration as a function". */
export type NextConfigFunction = (
  phase: string,
  context: { defaultConfig: NextConfig },
) => NextConfig | Promise<NextConfig>;

/**
 * Completes an app's `next.config.ts`: Clerk's addresses for this environment, development origins and security headers.
 * With Clerk keys in the environment the app uses real Clerk; without them, the local one. A deployment without keys does not
 * build.
 *
 * @param sso The registry, from `defineSso`. What is not a page learns of it from the build.
 * @param app The app that is built.
 * @param config The app's own settings, or a function that returns them, also that of a plugin; its values win, lists are joined.
 * @returns The same form that `config` has.
 * @throws {AuthConfigError} `invalid_content_security_policy`, `missing_clerk_keys`, `test_keys_in_production`, `live_keys_in_preview`, and as `readEnvironment` and `resolveTopology` do.
 * @source Next.js docs "next.config.js: env, headers, allowedDevOrigins"; `@clerk/nextjs` 7.9.7 environment variables.
 * @example export default withSso(sso, 'platform', {}, { contentSecurityPolicy: { 'img-src': ['https://img.acme.example'] } });
 */
export function withSso<Name extends string>(
  sso: SsoConfig<Name>,
  app: NoInfer<Name>,
  config?: NextConfig,
  options?: SsoOptions,
): NextConfig;
export function withSso<Name extends string>(
  sso: SsoConfig<Name>,
  app: NoInfer<Name>,
  config: NextConfigFunction | NextConfig,
  options?: SsoOptions,
): NextConfigFunction | NextConfig;
export function withSso<Name extends string>(
  sso: SsoConfig<Name>,
  app: NoInfer<Name>,
  config: NextConfigFunction | NextConfig = {},
  options: SsoOptions = {},
): NextConfigFunction | NextConfig {
  if (typeof config !== 'function') return completed({ sso, app, config, options });
  return async (phase, context) => completed({ sso, app, config: await config(phase, context), options });
}

function completed<Name extends string>({
  sso,
  app,
  config,
  options,
}: {
  readonly sso: SsoConfig<Name>;
  readonly app: Name;
  readonly config: NextConfig;
  readonly options: SsoOptions;
}): NextConfig {
  const environment = readEnvironment(process.env);
  const topology = resolveTopology({ config: sso, self: app, environment });
  for (const warning of deploymentWarnings({ config: sso, environment, topology })) console.warn(warning);
  const { clerkUi = true } = options;
  const browserSettings = resolveBrowserSettings({ env: process.env, environment, config: sso, clerkUi });
  const security = {
    environment,
    topology,
    browser: { ...process.env, ...browserSettings },
    isDevelopmentServer: process.env.NODE_ENV === 'development',
    additions: options.contentSecurityPolicy ?? {},
  };
  const headers = buildSecurityHeaders(security);
  const pageSources = buildPageSources(security);
  return {
    poweredByHeader: false,
    // Set where the types have been checked already. A deployment always checks them.
    ...(environment.kind === 'local' &&
      process.env.SSO_TYPES_CHECKED === '1' && { typescript: { ignoreBuildErrors: true } }),
    ...config,
    // In a bundle, Next puts the values of `env` into this package.
    transpilePackages: ['@subdomain-sso/auth', ...(config.transpilePackages ?? [])],
    allowedDevOrigins: [
      ...topology.own.map((origin) => new URL(origin).hostname),
      ...(config.allowedDevOrigins ?? []),
    ],
    images: { ...config.images, ...imagePatterns(pageAppDefinition(sso, app).posture, config) },
    env: {
      ...browserSettings,
      ...signInPages(topology),
      SSO_REGISTRY: JSON.stringify(sso),
      NEXT_PUBLIC_SSO_TOPOLOGY: JSON.stringify(topology),
      NEXT_PUBLIC_SSO_BASE_PATH: config.basePath ?? '',
      NEXT_PUBLIC_SSO_SCRIPT_KEYWORDS: buildScriptKeywords(security),
      NEXT_PUBLIC_SSO_FRAME_ANCESTORS: pageSources.frameAncestors,
      NEXT_PUBLIC_SSO_FORM_TARGETS: pageSources.formTargets,
      ...config.env,
    },
    headers: async () => [{ source: '/:path*', headers }, ...((await config.headers?.()) ?? [])],
  };
}

/**
 * The proxy of a protected app adds a proof to the query of a file that Next's image optimizer reads; without a pattern of the
 * team's, Next allows no query.
 */
function imagePatterns(posture: Posture, { images }: NextConfig): Pick<ImageSettings, 'localPatterns'> {
  if (posture === 'public' || posture === 'mixed') return {};
  const patterns = images?.localPatterns ?? [{ pathname: '**' }];
  return { localPatterns: patterns.map(({ pathname }) => (pathname === undefined ? {} : { pathname })) };
}

type ImageSettings = NonNullable<NextConfig['images']>;

/** Targets of `auth().redirectToSignIn()` and `auth.protect()`, in the build: the proxy does not send them with each request. */
function signInPages({ signInUrl, signUpUrl }: Topology): Record<string, string> {
  return {
    ...(signInUrl ? { NEXT_PUBLIC_CLERK_SIGN_IN_URL: signInUrl } : {}),
    ...(signUpUrl ? { NEXT_PUBLIC_CLERK_SIGN_UP_URL: signUpUrl } : {}),
  };
}
