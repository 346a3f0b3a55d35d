import type { BearerPolicy } from '@repo/auth/bearer';
import { createSessionVerifier, type VerifiedClaims } from '@repo/auth/verify';
import type { MiddlewareHandler } from 'hono';
import { refusal } from './problem.ts';

/** What a route knows about who calls. */
export type CallerEnv = { Variables: { caller: VerifiedClaims } };

/**
 * Lets only signed-in people on, by a bearer token that one of the declared callers got for them.
 *
 * @returns 401 `sign_in_required` without a token, 401 `token_rejected` with its fault for a bad one, 403
 *   `cross_origin_request` for a page of an origin that is no caller, 503 `clerk_unavailable` where nothing can be verified.
 * @source RFC 6750 sections 2.1 and 3.1; Fetch standard "Origin header".
 */
export function requireCaller({ parties, verification }: BearerPolicy): MiddlewareHandler<CallerEnv> {
  const verify = createSessionVerifier(verification);
  return async (c, next) => {
    // CORS keeps such a page from reading answers; this keeps it from causing anything, too.
    const origin = c.req.header('origin');
    if (origin !== undefined && !parties.some((party) => party === origin)) {
      return refusal(403, 'cross_origin_request', { detail: NO_CALLER });
    }
    const token = bearerToken(c.req.header('authorization'));
    if (!token) return refusal(401, 'sign_in_required');
    const verdict = await verify(token);
    if (!verdict.ok) {
      return verdict.fault === 'keys_unavailable'
        ? refusal(503, 'clerk_unavailable')
        : refusal(401, 'token_rejected', { fault: verdict.fault });
    }
    c.set('caller', verdict.claims);
    return next();
  };
}

const NO_CALLER = 'The request came from a page of an origin that is not among the callers of this API.';

/** The scheme in any case, one space or more, one token. Any other scheme is none of ours. */
function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}
