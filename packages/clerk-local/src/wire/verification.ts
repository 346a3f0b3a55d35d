import type { Instance } from '../instance.ts';
import type { Verification } from '../store/rows.ts';

/**
 * An outstanding proof whose time is over reads `expired`.
 *
 * @source `@clerk/shared` `VerificationJSON`.
 */
export function toVerificationJSON(instance: Instance, verification: Verification) {
  const { strategy, attempts, expireAtMs } = verification;
  const isOver =
    verification.status === 'unverified' && expireAtMs !== null && expireAtMs <= instance.nowMs();
  return {
    object: 'verification' as const,
    status: isOver ? ('expired' as const) : verification.status,
    strategy,
    attempts,
    expire_at: expireAtMs,
    error: null,
  };
}
