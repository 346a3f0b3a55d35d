import type { Instance } from '../instance/instance.ts';
import type { Verification } from '../store/user-rows.ts';

/**
 * An outstanding verification that is past its time reads `expired`.
 *
 * @source clerk/openapi-specs FAPI `Stubs.Verification.*`: `object` is the kind of verification.
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

const OWN_KINDS = ['admin', 'ticket', 'password', 'totp', 'backup_code'] as const;

function verificationKind(strategy: string): `verification_${(typeof OWN_KINDS)[number] | 'otp'}` {
  return `verification_${OWN_KINDS.find((kind) => kind === strategy) ?? 'otp'}`;
}
