import 'server-only';
import { reverificationError } from '@clerk/shared/authorization-errors';
import type { ReverificationConfig } from '@clerk/shared/types';
import type { SignedIn } from '../token/read-session.ts';
import { type GuardRequirement, requireUser } from './guards.ts';
import { checkRequirement } from './requirement.ts';

/** What `useReverification` understands as "ask the user to verify again, then repeat the call". */
export type ReverificationHint = ReturnType<typeof reverificationError<ReverificationConfig>>;

/**
 * Runs a Server Action only for a user who has verified a factor a short while ago (step-up).
 * The action is an argument, so that it cannot run without the check.
 *
 * @param verification `strict` (10 minutes), `moderate` (1 hour), `lax` (1 day), `strict_mfa` (both factors, 10 minutes),
 *   or `{ level, afterMinutes }`. Counted from the token, which is up to 60 s old.
 * @param action Receives the user's session.
 * @param requirement What else the user must meet; checked as `requireUser` does, before the verification.
 * @returns What the action returns, or a hint that `useReverification` understands: it shows Clerk's dialog and calls again.
 * @throws When the proxy did not run.
 * @source Clerk docs "Add reverification for sensitive actions"; `@clerk/shared` 4.36.0 `reverificationError`.
 * @example export async function closeAccount() { return requireFreshVerification('strict', async ({ userId }) => …); }
 */
export async function requireFreshVerification<Result>(
  verification: ReverificationConfig,
  action: (session: SignedIn) => Result | Promise<Result>,
  requirement: GuardRequirement = {},
): Promise<Result | ReverificationHint> {
  const session = await requireUser(requirement);
  const isStale = checkRequirement(session, { verification, pending: 'allow' }) !== null;
  return isStale ? reverificationError(verification) : action(session);
}
