import 'server-only';
import type { AppName } from '../sso.config.ts';
import { resolveReturnUrl } from './return-url.ts';
import { resolveTopology } from './topology.ts';

export type {
  ApiKeyCaller,
  Caller,
  CallerOf,
  M2mCaller,
  OAuthCaller,
  SessionCaller,
  TokenType,
} from './caller.ts';
export type { Scoped, SignedIn, SignedInOrganization } from './claims.ts';
export { type ReverificationHint, requireFreshVerification } from './fresh-verification.ts';
export { currentSession, type GuardRequirement, requireOrganization, requireUser } from './guards.ts';
export { judgeRequirement, type Refusal, type Requirement } from './requirement.ts';
export { SESSION_ENDED_PARAMETER } from './topology.ts';
export { toUserSummary, type UserSummary } from './user-summary.ts';
export { type RouteRequirement, type WithAuthOptions, withAuth } from './with-auth.ts';

/**
 * Turns an untrusted `redirect_url` or `return_to` into a URL on one of our own origins.
 *
 * @param value As it came: string, string[], undefined.
 * @param app The app that redirects; a path is resolved against it, and its home is the fallback.
 * @returns An absolute URL, always on an origin that `sso.config.ts` names in this environment.
 * @source CWE-601; the rules are in `return-url.ts`.
 */
export function safeReturnUrl(value: unknown, app: AppName): string {
  const { own, known } = resolveTopology(app);
  return resolveReturnUrl(value, own[0], known, `${own[0]}/`);
}
