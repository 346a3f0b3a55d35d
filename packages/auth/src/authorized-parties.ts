import { type AppName, sso } from '../sso.config.ts';
import { appDefinition, type SsoConfig } from './define-sso.ts';
import type { Environment } from './env.ts';
import { AuthConfigError } from './errors.ts';
import type { Origin } from './origin.ts';
import { knownOrigins, resolveOrigins } from './origins.ts';

export interface AuthorizedParties {
  /** For tokens in the `__session` cookie: the app's own origins; those of all apps only where `cookieTokensOf` says so. */
  readonly cookie: readonly [Origin, ...Origin[]];
  /** For tokens in the Authorization header: the app's own origins, then its declared callers'. */
  readonly bearer: readonly [Origin, ...Origin[]];
  /** Declared callers that have no deployment in this environment, with the reason; they are not let in. */
  readonly absent: readonly { readonly app: string; readonly reason: string }[];
}

/**
 * Lists the origins whose session tokens one app accepts in one environment.
 * Pure, and blind to requests: a list made from Host, X-Forwarded-Host or `req.nextUrl` would let a request authorise itself.
 *
 * @param app A registered app.
 * @param environment From `readEnvironment()`; never from a request.
 * @param config The registry, `sso.config.ts` by default.
 * @returns At least one origin per list, self first, then callers in the order they are declared, no repeats.
 * @throws {AuthConfigError} `unknown_app`; `invalid_origin`; `empty_authorized_parties`.
 * @source `@clerk/backend` 3.20.1 `assertAuthorizedPartiesClaim`: exact match on `azp`, and no check at all for `[]`.
 * @example authorizedParties('platform', { kind: 'production' }).cookie // ['https://platform.acme.example']
 */
export function authorizedParties(app: AppName, environment: Environment): AuthorizedParties;
export function authorizedParties<Name extends string>(
  app: Name,
  environment: Environment,
  config: SsoConfig<Name>,
): AuthorizedParties;
export function authorizedParties(
  app: string,
  environment: Environment,
  config: SsoConfig = sso,
): AuthorizedParties {
  const origins = resolveOrigins(config, app, environment);
  const callers = appDefinition(config, app).callers.map((name) => ({ name, found: origins[name] }));
  const self = origins[app];
  const own = self?.status === 'present' ? self.own : [];
  const cookie = nonEmpty(
    app,
    config.cookieTokensOf === 'siblings' ? unique([...own, ...knownOrigins(origins)]) : own,
  );
  const present = callers.flatMap(({ found }) => (found?.status === 'present' ? found.own : []));
  const absent = callers.flatMap(({ name, found }) =>
    found?.status === 'absent' ? [{ app: name, reason: found.reason }] : [],
  );
  return { cookie, bearer: nonEmpty(app, unique([...cookie, ...present])), absent };
}

function nonEmpty(app: string, origins: readonly Origin[]): readonly [Origin, ...Origin[]] {
  const [first, ...rest] = origins;
  if (first) return [first, ...rest];
  throw new AuthConfigError('empty_authorized_parties', `No origin may send session tokens to "${app}".`);
}

function unique(origins: readonly Origin[]): Origin[] {
  return [...new Set(origins)];
}
