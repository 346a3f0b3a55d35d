import type { Instance } from '../instance.ts';
import type { SignInRow } from '../store/rows.ts';
import { completeSignIn } from './finish-sign-in.ts';
import { proveSecondFactor } from './prove-second-factor.ts';
import {
  alreadyVerified,
  assertClientFree,
  notPrepared,
  patchAttempt,
  requireUser,
  type SignInPlace,
  strategyInvalid,
} from './sign-in-attempts.ts';

export interface SecondFactorInput {
  strategy?: string | undefined;
  code?: string | undefined;
}

/**
 * Sends the code of the second step. An app and backup codes need no sending, so that there is nothing to prepare.
 *
 * @throws {ApiError} 422 `strategy_for_user_invalid`; 400 `verification_missing`: the first factor comes first.
 */
export function prepareSecondFactor(row: SignInRow): SignInRow {
  assertSecondStep(row);
  throw strategyInvalid();
}

/**
 * Proves the second factor with a code of the app or a backup code, and signs in.
 *
 * @throws {ApiError} 400 `verification_missing`: the first factor comes first; `verification_already_verified`; 422 `session_exists`;
 *   else as `proveSecondFactor`.
 */
export function attemptSecondFactor(
  instance: Instance,
  place: SignInPlace,
  row: SignInRow,
  input: SecondFactorInput,
): SignInRow {
  assertSecondStep(row);
  assertClientFree(instance, row.clientId);
  proveSecondFactor(instance, requireUser(instance, row), input, {
    verification: row.secondFactorVerification,
    save: (secondFactorVerification) => patchAttempt(instance, row, { secondFactorVerification }),
  });
  const strategy = row.firstFactorVerification?.strategy ?? 'password';
  return completeSignIn(instance, place, row, { strategy, hasProvenSecondFactor: true });
}

function assertSecondStep({ status }: SignInRow): void {
  if (status === 'complete') throw alreadyVerified();
  if (status !== 'needs_second_factor') throw notPrepared();
}
