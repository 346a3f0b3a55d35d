import type { SsoConfig } from './define-sso.ts';
import type { Environment } from './env.ts';
import { AuthConfigError } from './errors.ts';
import { localClerkHost } from './origins.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Chooses between real Clerk and the local one, and lists the public settings a build needs for it.
 * Local is possible only where `readEnvironment` says so; a deployment can never fall into it.
 *
 * @param env Variables by name; keys present mean real Clerk.
 * @param options `clerkUi`: whether the app shows components of Clerk; default true.
 * @returns `NEXT_PUBLIC_*` values to inline. Nothing secret.
 * @throws {AuthConfigError} `missing_clerk_keys`: only one key, or none in a deployment.
 *   `test_keys_in_production`; `live_keys_in_preview`, unless SSO_ALLOW_LIVE_KEYS_IN_PREVIEW is 1.
 * @source `@clerk/nextjs` 7.9.7 (script URLs are forced to https unless given whole); Clerk publishable key format.
 */
export function resolveBrowserSettings(
  env: Env,
  environment: Environment,
  config: SsoConfig,
  { clerkUi = true }: { readonly clerkUi?: boolean } = {},
): Record<string, string> {
  const publishableKey = env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY;
  const settings = publishableKey
    ? realClerk(publishableKey, env, environment)
    : localSettings(environment, config);
  if (clerkUi) return settings;
  // A whole URL of the interface would be loaded whatever the other setting says.
  const { NEXT_PUBLIC_CLERK_UI_URL: _ui, ...headless } = settings;
  return { ...headless, NEXT_PUBLIC_CLERK_PREFETCH_UI: 'false' };
}

function localSettings(environment: Environment, config: SsoConfig): Record<string, string> {
  if (environment.kind === 'local') return localClerk(localClerkHost(config, environment.port));
  throw new AuthConfigError(
    'missing_clerk_keys',
    `NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY are not set for this ${environment.kind} build.`,
  );
}

/** The publishable key of a Clerk whose Frontend API is at `host` (`host[:port]`). @source Clerk docs "Publishable key". */
export function buildPublishableKey(host: string): string {
  return `pk_live_${btoa(`${host}$`).replaceAll('=', '')}`;
}

function realClerk(publishableKey: string, env: Env, environment: Environment): Record<string, string> {
  if (!env.CLERK_SECRET_KEY) {
    throw new AuthConfigError(
      'missing_clerk_keys',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is set but CLERK_SECRET_KEY is not.',
    );
  }
  assertKeysFit({ ...env, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey }, environment);
  return { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey };
}

/** Either key of the wrong kind is one too many: the one signs people in, the other acts on them. */
function assertKeysFit(env: Env, { kind }: Environment): void {
  const keyOf = (mode: 'test' | 'live') =>
    KEY_NAMES.find((name) => new RegExp(`^[ps]k_${mode}_`).test(env[name] ?? ''));
  const [test, live] = [keyOf('test'), keyOf('live')];
  if (kind === 'production' && test !== undefined) {
    throw new AuthConfigError(
      'test_keys_in_production',
      `${test} is a ${kindOf(env[test])} key in production.`,
    );
  }
  if (kind === 'preview' && live !== undefined && env.SSO_ALLOW_LIVE_KEYS_IN_PREVIEW !== '1') {
    throw new AuthConfigError('live_keys_in_preview', `${live} is a ${kindOf(env[live])} key in a preview.`);
  }
}

const KEY_NAMES = ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'] as const;

/** `pk_test_`, and nothing of what follows. */
function kindOf(key: string | undefined): string {
  return (key ?? '').slice(0, 8);
}

function localClerk(host: string): Record<string, string> {
  return {
    NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: buildPublishableKey(host),
    NEXT_PUBLIC_CLERK_PROXY_URL: `http://${host}`,
    NEXT_PUBLIC_CLERK_JS_URL: `http://${host}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
    NEXT_PUBLIC_CLERK_UI_URL: `http://${host}/npm/@clerk/ui@1/dist/ui.browser.js`,
    NEXT_PUBLIC_CLERK_TELEMETRY_DISABLED: '1',
  };
}
