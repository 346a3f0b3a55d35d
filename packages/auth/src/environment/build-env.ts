import type { ApiName, AppName } from '../registry/define-sso.ts';
import type { Topology } from '../registry/topology.ts';

/** The topology of an app of this registry, as its build contains it. */
export type BuiltTopology = Topology<AppName | ApiName>;

/**
 * The topology that `withSso()` put into the build. The build wrote it, so its shape is trusted.
 *
 * @throws {Error} `missing_env`: the app's next.config.ts is not wrapped in `withSso()`. A plain error keeps the texts of
 *   `errors.ts` out of browser bundles.
 */
export function readTopology(): BuiltTopology {
  // Next replaces exactly this expression at build time.
  const json = process.env.NEXT_PUBLIC_SSO_TOPOLOGY;
  if (!json)
    throw new Error(
      '[auth] NEXT_PUBLIC_SSO_TOPOLOGY is missing. Wrap next.config.ts in withSso(). (code=missing_env)',
    );
  // withSso() wrote it in the same build.
  if (json !== parsed?.json) parsed = { json, topology: JSON.parse(json) as BuiltTopology };
  return parsed.topology;
}

let parsed: { readonly json: string; readonly topology: BuiltTopology } | undefined;

/** `basePath` of next.config.ts, which `withSso()` put into the build; empty: none. */
export function builtBasePath(): string {
  return process.env.NEXT_PUBLIC_SSO_BASE_PATH ?? '';
}

/** Whether Clerk's components can be shown in this app: see `clerkUi` of `withSso()`. */
export function hasClerkUi(): boolean {
  return process.env.NEXT_PUBLIC_CLERK_PREFETCH_UI !== 'false';
}

/**
 * Keeps the SDK from taking `/__clerk` of an app on vercel.app for Clerk, which `createAuthProxy` does not serve there.
 * The SDK reads the variable when a page is rendered, and has no option for it.
 *
 * @source `@clerk/shared` 4.36.0 `getAutoProxyUrlFromEnvironment`.
 */
export function switchOffAutoProxy(): void {
  process.env.CLERK_DISABLE_AUTO_PROXY = '1';
}
