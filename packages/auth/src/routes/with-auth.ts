import 'server-only';
import { reverificationError } from '@clerk/shared/authorization-errors';
import { checkRequirement, type Refusal, type Requirement } from '../access/requirement.ts';
import { AuthConfigError } from '../errors.ts';
import { refusalResponse } from '../problem.ts';
import { type ArrivedRequest, readRequest } from '../request/read-request.ts';
import { noteReopened } from '../request/sync-notes.ts';
import type { Caller, CallerOf, SessionCaller, TokenType } from '../token/caller.ts';
import { answerCrossSiteForm, answerRefused, answerUnknown, isShown } from './answer-navigation.ts';
import { identifyCaller } from './identify-caller.ts';
import { currentRoutePolicy, type RoutePolicy } from './route-policy.ts';

/** What a caller must be or have. */
export interface RouteRequirement extends Requirement {
  /** Scopes that an API key, M2M or OAuth token must have, all of them. Session tokens have none, and are not checked for them. */
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
 * Wraps a Route Handler so that it runs only for callers whose token it accepts and who meet the requirement. It verifies by
 * itself, so the route can stay out of the proxy's matcher. Session tokens of declared callers are accepted as bearer tokens,
 * in the cookie only the app's own. Verified tokens are kept: a session for at most 60 s after it was revoked, API keys, M2M and
 * OAuth tokens for `machineTokenCacheSeconds`.
 *
 * @param handler Receives the request, the caller (`tokenType` names the kind) and the route's context with its `params`.
 * @param options `accepts`: kinds of token. `requires`: what a user must meet, and which scopes other tokens need.
 * @returns A Route Handler. Refusals are `application/problem+json` with a reason code: 401 with a Bearer challenge for no or
 *   a bad token, 403 for a known caller without access, and for a write that another origin's page sends with the cookie; 503
 *   with Retry-After when Clerk cannot be reached. A navigation, such as a link to a file or a form, is answered like one to a page
 *   instead: session sync, the sign-in page, `/no-access`, an explanation. A missing fresh verification is also reported in the form that
 *   `useReverification` understands. Answers without a Cache-Control of their own become `private, no-store`.
 * @throws {AuthConfigError} When called, `requirement_unreachable`: the route requires what only a user can have, accepts a
 *   machine's token, and names no `scopes` for it. On the first request: as `buildAppPolicy` does.
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
    const current = await policy();
    const incoming = readRequest(request, current.cookieSuffix);
    const found = await identifyCaller({ policy: current, incoming, accepts: types });
    // Where no user may call, no page could help one.
    const isNavigation = isShown(incoming) && types.includes('session_token');
    const navigating = { policy: current, request, incoming };
    const crossSite = isNavigation && answerCrossSiteForm(navigating, found);
    if (crossSite) return crossSite;
    if (found.kind === 'unknown') {
      if (isNavigation) return answerUnknown(navigating, found);
      const { status, reason, fault } = found;
      // RFC 6750: a challenge says what was wrong only to a client that sent a token.
      const isToken = reason === 'token_rejected' || reason === 'credential_refused';
      return refusalResponse({
        status,
        reason,
        fault,
        ...(isToken ? { challenge: 'error="invalid_token"' } : {}),
      });
    }
    const { caller } = found;
    const refusal = caller.tokenType === 'session_token' ? checkRequirement(caller, requires) : null;
    if (refusal) return isNavigation ? answerRefused(navigating, refusal) : userProblem(refusal, requires);
    const refused = caller.tokenType === 'session_token' ? null : refuseMachine(caller, requires);
    if (refused) return refused;
    // identifyCaller() lets only accepted kinds through.
    const response = await handler(request, caller as CallerOf<Type>, context);
    return completed(response, incoming);
  };
}

function refuseMachine(
  { scopes }: Exclude<Caller, SessionCaller>,
  requires: RouteRequirement,
): Response | null {
  const missing = (requires.scopes ?? []).filter((scope) => !scopes.includes(scope));
  if (missing.length === 0) return null;
  const scope = (requires.scopes ?? []).join(' ');
  return refusalResponse({
    status: 403,
    reason: 'scope_required',
    challenge: `error="insufficient_scope", scope="${scope}"`,
    extensions: { missing },
  });
}

function userProblem(refusal: Refusal, { verification }: RouteRequirement): Response {
  const isHinted = refusal === 'verification_required' && verification;
  const extensions = isHinted ? reverificationError(verification) : {};
  return refusalResponse({ status: STATUS[refusal], reason: refusal, extensions });
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

/** A handler may return a response whose headers cannot be changed, such as `Response.redirect()`. */
function completed(response: Response, incoming: ArrivedRequest): Response {
  try {
    complete(response.headers, incoming);
    return response;
  } catch {
    const copy = new Response(response.body, response);
    complete(copy.headers, incoming);
    return copy;
  }
}

function complete(headers: Headers, incoming: ArrivedRequest): void {
  noteReopened(headers, incoming);
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
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
