import type { BearerPolicy } from '@subdomain-sso/auth/bearer';
import { createSessionVerifier, type VerifiedClaims } from '@subdomain-sso/auth/verify';
import type { MiddlewareHandler } from 'hono';
import { refuse } from './refuse.ts';
import type { Usage } from './usage.ts';

/** What a route knows about its caller. */
export type CallerEnv = { Variables: { caller: VerifiedClaims; usage: Usage } };

/**
 * Lets a request pass only with a bearer token that one of the declared callers got for a signed-in user.
 *
 * @returns 401 `sign_in_required` without a token, 401 `token_rejected` with its fault for a bad one, 403
 *   `cross_origin_request` for a page of an origin that is no caller, 503 `clerk_unavailable` where no key is available.
 * @source RFC 6750 sections 2.1 and 3.1; Fetch standard "Origin header".
 */
export function requireCaller({ parties, verification }: BearerPolicy): MiddlewareHandler<CallerEnv> {
  const verify = createSessionVerifier(verification);
  return async (c, next) => {
    // CORS only keeps such a page from reading answers; this also keeps it from changing anything.
    const origin = c.req.header('origin');
    if (origin !== undefined && !parties.some((party) => party === origin)) {
      return refuse({ status: 403, reason: 'cross_origin_request', detail: NO_CALLER });
    }
    const token = bearerToken(c.req.header('authorization'));
    if (!token) return refuse({ status: 401, reason: 'sign_in_required' });
    const result = await verify(token);
    if (!result.ok) {
      return result.fault === 'keys_unavailable'
        ? refuse({ status: 503, reason: 'clerk_unavailable' })
        : refuse({ status: 401, reason: 'token_rejected', fault: result.fault });
    }
    c.set('caller', result.claims);
    return next();
  };
}

const NO_CALLER = 'The request came from a page of an origin that is not among the callers of this API.';

/** The scheme in any case, one space or more, one token. Any other scheme counts as no token. */
function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}
