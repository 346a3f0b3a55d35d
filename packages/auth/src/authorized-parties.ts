import { type ApiName, type AppName, sso } from '../sso.config.ts';
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

/** Of an API: no cookie token counts, and it has no tokens of its own. */
export type ApiParties = Omit<AuthorizedParties, 'cookie'>;

/**
 * Lists the origins whose session tokens one app accepts in one environment.
 * Pure, and blind to requests: a list made from Host, X-Forwarded-Host or `req.nextUrl` would let a request authorise itself.
 *
 * @param app A registered app, or an API: then the bearer list holds its declared callers alone, and there is no other list.
 * @param environment From `readEnvironment()`; never from a request.
 * @param config The registry, `sso.config.ts` by default.
 * @returns At least one origin per list, self first, then callers in the order they are declared, no repeats.
 * @throws {AuthConfigError} `unknown_app`; `invalid_origin`; `empty_authorized_parties`.
 * @source `@clerk/backend` 3.20.1 `assertAuthorizedPartiesClaim`: exact match on `azp`, and no check at all for `[]`.
 * @example authorizedParties('platform', { kind: 'production' }).cookie // ['https://platform.acme.example']
 */
export function authorizedParties(app: AppName, environment: Environment): AuthorizedParties;
export function authorizedParties(app: ApiName, environment: Environment): ApiParties;
export function authorizedParties<Name extends string>(
  app: NoInfer<Name>,
  environment: Environment,
  config: SsoConfig<Name>,
): AuthorizedParties | ApiParties;
export function authorizedParties(
  app: string,
  environment: Environment,
  config: SsoConfig = sso,
): AuthorizedParties | ApiParties {
  const origins = resolveOrigins(config, app, environment);
  const definition = appDefinition(config, app);
  const callers = definition.callers.map((name) => ({ name, found: origins[name] }));
  const present = callers.flatMap(({ found }) => (found?.status === 'present' ? found.own : []));
  const absent = callers.flatMap(({ name, found }) =>
    found?.status === 'absent' ? [{ app: name, reason: found.reason }] : [],
  );
  if (definition.posture === 'bearer') return { bearer: nonEmpty(app, unique(present)), absent };
  const self = origins[app];
  const own = self?.status === 'present' ? self.own : [];
  const cookie = nonEmpty(
    app,
    config.cookieTokensOf === 'siblings' ? unique([...own, ...knownOrigins(config, origins)]) : own,
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
