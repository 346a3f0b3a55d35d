import 'server-only';
import { readRegistry } from './environment/built-registry.ts';
import { currentEnvironment } from './environment/env.ts';
import type { AppName } from './registry/define-sso.ts';
import { resolveReturnUrl } from './registry/return-url.ts';
import { resolveTopology } from './registry/topology.ts';

export { currentSession, type GuardRequirement, requireOrganization, requireUser } from './access/guards.ts';
export { type ReverificationHint, requireFreshVerification } from './access/require-fresh-verification.ts';
export { isStaff, requireStaff } from './access/require-staff.ts';
export { checkRequirement, type Refusal, type Requirement } from './access/requirement.ts';
export { toUserSummary, type UserSummary } from './access/user-summary.ts';
export { RETURN_SHORTENED_PARAMETER, SESSION_ENDED_PARAMETER } from './registry/app-pages.ts';
export { isReturnUrlTooLong } from './registry/return-url.ts';
export { type RouteRequirement, type WithAuthOptions, withAuth } from './routes/with-auth.ts';
export type {
  ApiKeyCaller,
  Caller,
  CallerOf,
  M2mCaller,
  OAuthCaller,
  SessionCaller,
  TokenType,
} from './token/caller.ts';
export type { Scoped, SignedIn, SignedInOrganization } from './token/read-session.ts';

/**
 * Turns an untrusted `redirect_url` or `return_to` into a URL on one of our own origins.
 *
 * @param value As it came: string, string[], undefined.
 * @param app The app that redirects; a path is resolved against its origin, and its home is the fallback.
 * @returns An absolute URL, always on an origin that `sso.config.ts` names in this environment.
 * @source CWE-601; the rules are in `registry/return-url.ts`.
 */
export function safeReturnUrl(value: unknown, app: AppName): string {
  const { own, known } = resolveTopology({
    config: readRegistry(),
    self: app,
    environment: currentEnvironment(),
  });
  return resolveReturnUrl(value, { own: own[0], known, fallback: `${own[0]}/` });
}
