import { ApiError } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { UserRow, Verification } from '../../store/user-rows.ts';
import { strategyInvalid, verifiedBy } from '../sign-in/attempts.ts';
import { isSecondFactorStrategy, takeSecondFactorCode } from './second-factors.ts';

const MAX_WRONG_ATTEMPTS = 5;

/** Where a verification is stored between attempts: in a sign-in, or in the step-up of a session. */
export interface ProofPlace {
  /** The current state. */
  verification: Verification | null | undefined;
  save(verification: Verification): void;
}

/**
 * Checks a code of the app or a backup code; after five wrong codes the verification fails.
 *
 * @throws {ApiError} 400 `strategy_for_user_invalid`; 422 `form_param_nil`, `form_code_incorrect`; 400 `verification_failed`.
 */
export function proveSecondFactor(
  instance: Instance,
  user: UserRow,
  { strategy, code }: { strategy?: string | undefined; code?: string | undefined },
  { verification, save }: ProofPlace,
): void {
  if (!isSecondFactorStrategy(strategy)) throw strategyInvalid();
  const attempts = verification?.attempts ?? 0;
  if (attempts >= MAX_WRONG_ATTEMPTS) {
    throw new ApiError(400, 'verification_failed', 'Too many wrong codes. Start again.');
  }
  try {
    takeSecondFactorCode(instance, user, strategy, code);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'form_code_incorrect') {
      save({ ...verifiedBy(strategy), status: 'unverified', attempts: attempts + 1 });
    }
    throw error;
  }
  save(verifiedBy(strategy));
}
