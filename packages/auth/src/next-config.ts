import type { NextConfig } from 'next';
import { type AppName, sso } from '../sso.config.ts';
import { resolveBrowserSettings } from './browser-settings.ts';
import { type Environment, readEnvironment } from './env.ts';
import { resolveTopology } from './topology.ts';

/**
 * An app's `next.config.ts`: Clerk's addresses for this environment, development origins and security headers.
 * With Clerk keys in the environment the app talks to real Clerk; without, to the local one; a deployment without keys does not build.
 *
 * @param app A registered app.
 * @param config The app's own settings; its values win, lists are joined.
 * @throws {AuthConfigError} `missing_clerk_keys`, `test_keys_in_production`, and as `readEnvironment` and `resolveTopology` do.
 * @source Next.js docs "next.config.js: env, headers, allowedDevOrigins"; `@clerk/nextjs` 7.9.7 environment variables.
 * @example export default withSso('platform');
 */
export function withSso(app: AppName, config: NextConfig = {}): NextConfig {
  const environment = readEnvironment(process.env);
  const topology = resolveTopology(app, environment);
  return {
    poweredByHeader: false,
    ...config,
    transpilePackages: ['@repo/auth', ...(config.transpilePackages ?? [])],
    allowedDevOrigins: [
      ...topology.own.map((origin) => new URL(origin).hostname),
      ...(config.allowedDevOrigins ?? []),
    ],
    env: {
      ...resolveBrowserSettings(process.env, environment, sso),
      NEXT_PUBLIC_SSO_TOPOLOGY: JSON.stringify(topology),
      ...config.env,
    },
    headers: async () => [
      { source: '/:path*', headers: securityHeaders(environment) },
      ...((await config.headers?.()) ?? []),
    ],
  };
}

/** Headers for every answer. @source OWASP HTTP Security Response Headers cheat sheet. */
function securityHeaders(environment: Environment): { key: string; value: string }[] {
  const always = [
    { key: 'X-Content-Type-Options', value: 'nosniff' },
    { key: 'X-Frame-Options', value: 'DENY' },
    { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
    { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  ];
  if (environment.kind !== 'production') return always;
  return [...always, { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' }];
}
