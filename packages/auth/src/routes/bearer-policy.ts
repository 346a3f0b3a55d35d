import { parsePublishableKey } from '@clerk/shared/keys';
import { buildPublishableKey } from '../environment/browser-settings.ts';
import { parseLocalPort } from '../environment/local-port.ts';
import { AuthConfigError } from '../errors.ts';
import { bearerParties } from '../registry/authorized-parties.ts';
import type { SsoConfig } from '../registry/define-sso.ts';
import type { Environment } from '../registry/environment.ts';
import type { Origin } from '../registry/origin.ts';
import { localClerkHost } from '../registry/origins.ts';
import type { SessionVerifierOptions } from '../token/verify-session.ts';

/** Variables of an API's process or worker; none of them is secret. */
export interface BearerVariables {
  /** `production` or `local`. Without it nothing starts: a deployment must never run as `local` by accident. */
  readonly SSO_ENVIRONMENT?: string;
  /** The gateway's port, in `local`; default 3000. */
  readonly SSO_LOCAL_PORT?: string;
  /** Which Clerk instance. Default in `local`: the local Clerk. */
  readonly CLERK_PUBLISHABLE_KEY?: string;
  /** PEM; then nothing is ever fetched. */
  readonly CLERK_JWT_KEY?: string;
  /** Default, without CLERK_JWT_KEY: the JWKS that the Frontend API publishes. */
  readonly CLERK_JWKS_URL?: string;
  /** Where a proxy in front of Clerk is used; its URL is an issuer as well. */
  readonly CLERK_PROXY_URL?: string;
}

/** Whose tokens an API accepts, and how it verifies them. */
export interface BearerPolicy {
  readonly kind: Environment['kind'];
  /** Origins of the declared callers: accepted as `azp`, and allowed by CORS. */
  readonly parties: readonly [Origin, ...Origin[]];
  /** For `createSessionVerifier`. */
  readonly verification: Pick<SessionVerifierOptions, 'issuers' | 'parties' | 'keys'>;
}

/**
 * Derives an API's policy from the registry and its variables. Pure: it reads no process and no request.
 *
 * @throws {AuthConfigError} `missing_env`, `invalid_environment`, `test_keys_in_production`; and as `bearerParties` does.
 * @source Clerk docs "Manual JWT verification"; Clerk publishable key format.
 * @example resolveBearerPolicy(sso, 'api', { SSO_ENVIRONMENT: 'production', CLERK_PUBLISHABLE_KEY: 'pk_live_…' })
 */
export function resolveBearerPolicy<Name extends string>(
  sso: SsoConfig<Name>,
  api: NoInfer<Name>,
  variables: BearerVariables,
): BearerPolicy {
  const environment = resolveEnvironment(variables);
  const frontendApi = resolveFrontendApi(sso, environment, variables.CLERK_PUBLISHABLE_KEY);
  const { bearer: parties } = bearerParties({ config: sso, self: api, environment });
  const { CLERK_JWT_KEY: jwtKey, CLERK_JWKS_URL, CLERK_PROXY_URL: proxyUrl } = variables;
  const jwksUrl = CLERK_JWKS_URL || `https://${frontendApi}/.well-known/jwks.json`;
  return {
    kind: environment.kind,
    parties,
    verification: {
      issuers: [`https://${frontendApi}`, ...(proxyUrl ? [proxyUrl] : [])],
      parties,
      keys: jwtKey ? { jwtKey } : { jwksUrl },
    },
  };
}

function resolveEnvironment({ SSO_ENVIRONMENT: kind, SSO_LOCAL_PORT }: BearerVariables): Environment {
  switch (kind) {
    case 'production':
      return { kind };
    case 'local':
      return { kind, port: parseLocalPort(SSO_LOCAL_PORT) };
    case undefined:
    case '':
      throw new AuthConfigError('missing_env', 'SSO_ENVIRONMENT is not set; it is production or local.');
    default:
      throw new AuthConfigError(
        'invalid_environment',
        `SSO_ENVIRONMENT is "${kind}"; it is production or local.`,
      );
  }
}

function resolveFrontendApi(
  sso: SsoConfig,
  environment: Environment,
  publishableKey: string | undefined,
): string {
  if (environment.kind === 'production' && publishableKey?.startsWith('pk_test_')) {
    throw new AuthConfigError('test_keys_in_production', 'CLERK_PUBLISHABLE_KEY is a pk_test_ key.');
  }
  const isLocalClerk = environment.kind === 'local' && !publishableKey;
  const key = isLocalClerk ? buildPublishableKey(localClerkHost(sso, environment.port)) : publishableKey;
  const frontendApi = parsePublishableKey(key)?.frontendApi;
  if (frontendApi) return frontendApi;
  throw new AuthConfigError('missing_env', 'CLERK_PUBLISHABLE_KEY is missing or malformed.');
}
