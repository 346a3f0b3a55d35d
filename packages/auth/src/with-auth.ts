import 'server-only';
import { reverificationError } from '@clerk/shared/authorization-errors';
import type { Caller, CallerOf, SessionCaller, TokenType } from './caller.ts';
import { AuthConfigError } from './errors.ts';
import { identifyCaller } from './identify-caller.ts';
import { problemResponse } from './problem.ts';
import { judgeRequirement, type Refusal, type Requirement } from './requirement.ts';
import { currentRoutePolicy, type RoutePolicy } from './route-policy.ts';

/** What a caller must be or have. */
export interface RouteRequirement extends Requirement {
  /** Scopes that an API key, M2M or OAuth token must have, all of them. Session tokens have none and are not asked. */
  readonly scopes?: readonly string[];
}

export interface WithAuthOptions<Type extends TokenType> {
  /** Kinds of token that may call; default: session tokens only. */
  readonly accepts?: readonly [Type, ...Type[]];
  readonly requires?: RouteRequirement;
  /** For tests and other servers; default: this app's, from `sso.config.ts` and the environment. */
  readonly policy?: () => Promise<RoutePolicy>;
}

type Handler<Type extends TokenType, Context> = (
  request: Request,
  caller: CallerOf<Type>,
  context: Context,
) => Response | Promise<Response>;

/**
 * Wraps a Route Handler so that it runs only for callers whose token it accepts and who meet the requirement. Verifies by
 * itself, once per request, so the route can stay out of the proxy's matcher.
 *
 * A session token counts from the cookie when it was minted for this app's own origin, and as a bearer token also when it
 * was minted for a declared caller's. Verified session tokens are remembered until they expire, at most 60 s: a revoked
 * session ends that much later. API keys, M2M and OAuth tokens are remembered for `machineTokenCacheSeconds`.
 *
 * @param handler Gets the request, the caller (`tokenType` tells the kind) and the route's context with its `params`.
 * @param options `accepts`: kinds of token. `requires`: what a person must meet, and which scopes other tokens need.
 * @returns A Route Handler. Refusals are `application/problem+json` with a reason code: 401 with a Bearer challenge for no or
 *   a bad token, 403 for a known caller who may not, and for a write that another origin's page sends with the cookie; 503
 *   with Retry-After when Clerk cannot be asked. A missing fresh verification is also told in the form `useReverification`
 *   understands. Answers without a Cache-Control of their own become `private, no-store`.
 * @throws {AuthConfigError} When called, `requirement_unreachable`: something only a person can have is required, a machine's token
 *   is accepted, and no `scopes` say what that one needs. On the first request: as `buildAppPolicy` does.
 * @source RFC 6750 section 3; RFC 9457; Clerk docs "auth() acceptsToken", "Verify API keys"; Next.js docs "Route Handlers".
 * @example export const GET = withAuth(async (_request, { userId }) => Response.json(await projectsOf(userId)));
 * @example export const POST = withAuth(create, { accepts: ['session_token', 'api_key'], requires: { scopes: ['projects:write'] } });
 */
export function withAuth<Type extends TokenType = 'session_token', Context = unknown>(
  handler: Handler<Type, Context>,
  { accepts, requires = {}, policy = currentRoutePolicy }: WithAuthOptions<Type> = {},
): (request: Request, context: Context) => Promise<Response> {
  const types: readonly TokenType[] = accepts ?? ['session_token'];
  assertReachable(types, requires);
  return async function authorizedHandler(request, context) {
    const found = await identifyCaller(await policy(), request, types);
    if (found.kind === 'unknown') {
      const { status, reason, fault } = found;
      // RFC 6750: a challenge says what was wrong only to somebody who sent a token.
      const isToken = reason === 'token_rejected' || reason === 'credential_refused';
      return problemResponse(status, reason, {
        fault,
        ...(isToken ? { challenge: 'error="invalid_token"' } : {}),
      });
    }
    const refused = refuse(found.caller, requires);
    if (refused) return refused;
    // identifyCaller() lets only accepted kinds through.
    const response = await handler(request, found.caller as CallerOf<Type>, context);
    return withCacheControl(response);
  };
}

function refuse(caller: Caller, requires: RouteRequirement): Response | null {
  if (caller.tokenType === 'session_token') return refusePerson(caller, requires);
  const missing = (requires.scopes ?? []).filter((scope) => !caller.scopes.includes(scope));
  if (missing.length === 0) return null;
  const scope = (requires.scopes ?? []).join(' ');
  return problemResponse(403, 'scope_required', {
    challenge: `error="insufficient_scope", scope="${scope}"`,
    extensions: { missing },
  });
}

function refusePerson(caller: SessionCaller, requires: RouteRequirement): Response | null {
  const refusal = judgeRequirement(caller, requires);
  if (!refusal) return null;
  const hint = requires.verification;
  const extensions = refusal === 'verification_required' && hint ? reverificationError(hint) : {};
  return problemResponse(STATUS[refusal], refusal, { extensions });
}

const STATUS: Readonly<Record<Refusal, 401 | 403>> = {
  session_pending: 401,
  organization_required: 403,
  role_required: 403,
  permission_required: 403,
  plan_required: 403,
  feature_required: 403,
  impersonation_forbidden: 403,
  verification_required: 403,
};

/** A handler may answer with a response whose headers cannot be changed, such as `Response.redirect()`. */
function withCacheControl(response: Response): Response {
  if (response.headers.has('cache-control')) return response;
  try {
    response.headers.set('cache-control', 'private, no-store');
    return response;
  } catch {
    const copy = new Response(response.body, response);
    copy.headers.set('cache-control', 'private, no-store');
    return copy;
  }
}

function assertReachable(types: readonly TokenType[], { scopes, ...personal }: RouteRequirement): void {
  const asked = Object.entries(personal).filter(
    ([name, value]) => value !== undefined && name !== 'pending' && value !== 'allow',
  );
  const machines = types.filter((type) => type !== 'session_token');
  if (asked.length === 0 || machines.length === 0 || scopes !== undefined) return;
  throw new AuthConfigError(
    'requirement_unreachable',
    `withAuth() requires ${asked.map(([name]) => name).join(', ')}, which ${machines.join(' and ')} cannot have.`,
  );
}
