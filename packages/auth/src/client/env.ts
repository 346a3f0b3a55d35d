import type { Topology } from '../topology.ts';

/** Whether Clerk's components can be shown in this app: see `clerkUi` of `withSso()`. */
export function hasClerkUi(): boolean {
  return process.env.NEXT_PUBLIC_CLERK_PREFETCH_UI !== 'false';
}

/**
 * The topology that `withSso()` put into the build. The build wrote it, so its shape is trusted.
 *
 * @throws When the app's next.config.ts is not wrapped in `withSso()`.
 */
export function readTopology(): Topology {
  // Next replaces exactly this expression at build time.
  const json = process.env.NEXT_PUBLIC_SSO_TOPOLOGY;
  if (!json)
    throw new Error(
      '[auth] NEXT_PUBLIC_SSO_TOPOLOGY is missing. Wrap next.config.ts in withSso(). (code=missing_env)',
    );
  // Written by resolveTopology() in next-config.ts of the same build.
  if (json !== parsed?.json) parsed = { json, topology: JSON.parse(json) as Topology };
  return parsed.topology;
}

let parsed: { readonly json: string; readonly topology: Topology } | undefined;

/**
 * Keeps the SDK from taking `/__clerk` of an app on vercel.app for Clerk, which `createAuthProxy` does not serve there.
 * It asks the environment when a page is rendered, and has no option for it.
 *
 * @source `@clerk/shared` 4.36.0 `getAutoProxyUrlFromEnvironment`.
 */
export function switchOffAutoProxy(): void {
  process.env.CLERK_DISABLE_AUTO_PROXY = '1';
}
