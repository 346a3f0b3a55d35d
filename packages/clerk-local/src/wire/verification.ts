import type { Instance } from '../instance.ts';
import type { Verification } from '../store/rows.ts';

/**
 * An outstanding proof whose time is over reads `expired`.
 *
 * @source clerk/openapi-specs FAPI `Stubs.Verification.*`: `object` says what kind of proof it is.
 */
export function toVerificationJSON(instance: Instance, verification: Verification) {
  const { strategy, attempts, expireAtMs } = verification;
  const isOver =
    verification.status === 'unverified' && expireAtMs !== null && expireAtMs <= instance.nowMs();
  return {
    object: verificationKind(strategy),
    status: isOver ? ('expired' as const) : verification.status,
    strategy,
    attempts,
    expire_at: expireAtMs,
  };
}

function verificationKind(strategy: string): `verification_${'admin' | 'ticket' | 'password' | 'otp'}` {
  const hasOwnKind = strategy === 'admin' || strategy === 'ticket' || strategy === 'password';
  return hasOwnKind ? `verification_${strategy}` : 'verification_otp';
}
