import { AuthConfigError } from '../errors.ts';
import type { SsoConfig } from '../registry/define-sso.ts';
import type { Environment } from '../registry/environment.ts';
import { localClerkHost } from '../registry/origins.ts';
import type { Variables } from './read-environment.ts';

export interface BrowserSettingsInput {
  /** Variables by name; keys present mean real Clerk. */
  readonly env: Variables;
  readonly environment: Environment;
  readonly config: SsoConfig;
  /** Whether the app shows components of Clerk; default true. */
  readonly clerkUi?: boolean;
}

/**
 * Chooses between real Clerk and the local one, and lists the public settings that a build needs for it.
 * Local is possible only where `readEnvironment` returns it; a deployment can never fall into it.
 *
 * @returns `NEXT_PUBLIC_*` values to inline. Nothing secret.
 * @throws {AuthConfigError} `missing_clerk_keys`: only one key, or none in a deployment.
 *   `test_keys_in_production`; `live_keys_in_preview`, unless SSO_ALLOW_LIVE_KEYS_IN_PREVIEW is 1.
 * @source `@clerk/nextjs` 7.9.7 (script URLs are forced to https unless given whole); Clerk publishable key format.
 */
export function resolveBrowserSettings({
  env,
  environment,
  config,
  clerkUi = true,
}: BrowserSettingsInput): Record<string, string> {
  const publishableKey = env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY;
  const settings = publishableKey
    ? realClerk({ ...env, NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: publishableKey }, environment)
    : localSettings(environment, config);
  if (clerkUi) return settings;
  // The SDK loads the interface whenever its whole URL is given, even if the other setting is false.
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

function realClerk(
  env: Variables & { readonly NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: string },
  environment: Environment,
): Record<string, string> {
  if (!env.CLERK_SECRET_KEY) {
    throw new AuthConfigError(
      'missing_clerk_keys',
      'NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY is set but CLERK_SECRET_KEY is not.',
    );
  }
  assertKeysFit(env, environment);
  return { NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: env.NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY };
}

/** Both keys must fit the environment: one wrong key is enough to sign users in, or to act on them, in the wrong instance. */
function assertKeysFit(env: Variables, { kind }: Environment): void {
  const keyOf = (mode: 'test' | 'live') =>
    KEY_NAMES.find((name) => new RegExp(`^[ps]k_${mode}_`).test(env[name] ?? ''));
  const [test, live] = [keyOf('test'), keyOf('live')];
  if (kind === 'production' && test !== undefined) {
    throw new AuthConfigError(
      'test_keys_in_production',
      `${test} is a ${prefixOf(env[test])} key in production.`,
    );
  }
  if (kind === 'preview' && live !== undefined && env.SSO_ALLOW_LIVE_KEYS_IN_PREVIEW !== '1') {
    throw new AuthConfigError(
      'live_keys_in_preview',
      `${live} is a ${prefixOf(env[live])} key in a preview.`,
    );
  }
}

const KEY_NAMES = ['NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY', 'CLERK_SECRET_KEY'] as const;

/** `pk_test_`, and nothing of the key itself. */
function prefixOf(key: string | undefined): string {
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
