import { AuthConfigError } from '../errors.ts';
import type { ApiName, AppName, SsoConfig } from '../registry/define-sso.ts';

/** The registry of the team, as an app's build contains it. */
export type BuiltRegistry = SsoConfig<AppName | ApiName>;

/**
 * The registry that `withSso()` put into the build, which checked it. Server only: a browser needs the topology alone.
 *
 * @throws {AuthConfigError} `missing_env`: the app's next.config.ts is not wrapped in `withSso()`.
 */
export function readRegistry(): BuiltRegistry {
  // Next replaces exactly this expression at build time.
  const json = process.env.SSO_REGISTRY;
  if (!json)
    throw new AuthConfigError(
      'missing_env',
      'SSO_REGISTRY is missing (is next.config.ts wrapped in withSso()?).',
    );
  // withSso() wrote it in the same build.
  if (json !== parsed?.json) parsed = { json, registry: JSON.parse(json) as BuiltRegistry };
  return parsed.registry;
}

let parsed: { readonly json: string; readonly registry: BuiltRegistry } | undefined;
