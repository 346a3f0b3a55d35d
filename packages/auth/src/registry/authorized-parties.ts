import { AuthConfigError } from '../errors.ts';
import { appDefinition, pageAppDefinition } from './define-sso.ts';
import type { Origin } from './origin.ts';
import { type AppInEnvironment, type AppOrigins, knownOrigins, resolveOrigins } from './origins.ts';

/** Whose session tokens an app accepts, by where the token came from. */
export interface AuthorizedParties extends BearerParties {
  /** For tokens in the `__session` cookie: the app's own origins; those of all apps only where `cookieTokensOf` says so. */
  readonly cookie: readonly [Origin, ...Origin[]];
}

export interface BearerParties {
  /** For tokens in the Authorization header: the app's own origins, then those of its declared callers. */
  readonly bearer: readonly [Origin, ...Origin[]];
  /** Declared callers that have no deployment in this environment, with the reason; their tokens are not accepted. */
  readonly absent: readonly { readonly app: string; readonly reason: string }[];
}

/**
 * Lists the origins whose session tokens one app with pages accepts in one environment.
 * It depends on no request: a list made from Host, X-Forwarded-Host or `req.nextUrl` would let a request authorise itself.
 * `token/is-authorized-party.ts` names the places that compare `azp` with these lists.
 *
 * @returns At least one origin per list, own origins first, then callers in the order of their declaration, no repeats.
 * @throws {AuthConfigError} `unknown_app`; `not_a_page_app`: an API has no cookie tokens, see `bearerParties`;
 *   `invalid_origin`; `empty_authorized_parties`.
 * @source `@clerk/backend` 3.20.1 `assertAuthorizedPartiesClaim`: exact match on `azp`, and no check at all for `[]`.
 * @example authorizedParties({ config: sso, self: 'platform', environment }).cookie // ['https://platform.acme.example']
 */
export function authorizedParties<Name extends string>(app: AppInEnvironment<Name>): AuthorizedParties {
  const { config, self } = app;
  pageAppDefinition(config, self);
  const origins = resolveOrigins(app);
  const own = present([origins[self]]);
  const cookie = config.cookieTokensOf === 'siblings' ? [...own, ...knownOrigins(config, origins)] : own;
  const { callers, absent } = resolveCallers(app);
  return {
    cookie: nonEmpty(self, cookie),
    bearer: nonEmpty(self, [...cookie, ...callers]),
    absent,
  };
}

/**
 * Lists the origins whose session tokens an API accepts: those of its declared callers, and no others.
 *
 * @returns At least one origin, in the order of the declaration, no repeats.
 * @throws {AuthConfigError} `unknown_app`; `invalid_origin`; `empty_authorized_parties`: no caller has a deployment here.
 */
export function bearerParties<Name extends string>(app: AppInEnvironment<Name>): BearerParties {
  const { callers, absent } = resolveCallers(app);
  return { bearer: nonEmpty(app.self, callers), absent };
}

function resolveCallers<Name extends string>(
  app: AppInEnvironment<Name>,
): {
  readonly callers: readonly Origin[];
  readonly absent: BearerParties['absent'];
} {
  const origins = resolveOrigins(app);
  const names = appDefinition(app.config, app.self).callers;
  return {
    callers: present(names.map((name) => origins[name])),
    absent: names.flatMap((name) => {
      const found: AppOrigins = origins[name];
      return found.status === 'absent' ? [{ app: name, reason: found.reason }] : [];
    }),
  };
}

function present(found: readonly AppOrigins[]): readonly Origin[] {
  return found.flatMap((app) => (app.status === 'present' ? app.own : []));
}

function nonEmpty(app: string, origins: readonly Origin[]): readonly [Origin, ...Origin[]] {
  const [first, ...rest] = new Set(origins);
  if (first) return [first, ...rest];
  throw new AuthConfigError('empty_authorized_parties', `No origin may send session tokens to "${app}".`);
}
