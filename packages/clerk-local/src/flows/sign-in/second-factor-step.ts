import { missingField } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import type { SignInRow } from '../../store/sign-in-rows.ts';
import type { Verification } from '../../store/user-rows.ts';
import { proveSecondFactor } from '../second-factors/prove-second-factor.ts';
import {
  alreadyVerified,
  assertClientFree,
  notPrepared,
  patchAttempt,
  requireOwnAddress,
  requireUser,
  type SignInPlace,
  strategyInvalid,
} from './attempts.ts';
import { completeSignIn } from './finish-sign-in.ts';
import { checkCode, sendCode } from './one-time-codes.ts';

export interface SecondFactorInput {
  strategy?: string | undefined;
  code?: string | undefined;
  emailAddressId?: string | undefined;
}

/**
 * Sends the code for a new browser. Codes of an app and backup codes are not sent.
 *
 * @throws {ApiError} 400 `strategy_for_user_invalid`, 422 `form_param_value_invalid`: not an address of the user; 400
 *   `verification_missing`: the first factor is not verified; `verification_already_verified`.
 */
export function prepareSecondFactor(instance: Instance, row: SignInRow, input: SecondFactorInput): SignInRow {
  assertSecondStep(row);
  if (row.status !== 'needs_client_trust' || input.strategy !== 'email_code') throw strategyInvalid();
  const address = requireOwnAddress(instance, requireUser(instance, row), input.emailAddressId);
  const secondFactorVerification = sendCode(instance, address.emailAddress, 'email_code');
  return patchAttempt(instance, row, { secondFactorVerification });
}

/**
 * Checks the second step and signs in: a code of the app, a backup code, or in a new browser the code that was mailed.
 *
 * @throws {ApiError} 400 `verification_missing`: the first factor is not verified, or no code was sent; `verification_expired`,
 *   `verification_already_verified`; 400 `session_exists`; else as `proveSecondFactor`.
 */
export function attemptSecondFactor(
  instance: Instance,
  place: SignInPlace,
  row: SignInRow,
  input: SecondFactorInput,
): SignInRow {
  assertSecondStep(row);
  assertClientFree(instance, row.clientId);
  const save = (secondFactorVerification: Verification) =>
    patchAttempt(instance, row, { secondFactorVerification });
  const { secondFactorVerification: verification, firstFactorVerification } = row;
  const isNewBrowser = row.status === 'needs_client_trust';
  if (isNewBrowser) save(proveMailedCode(instance, verification, input));
  else proveSecondFactor(instance, requireUser(instance, row), input, { verification, save });
  const strategy = firstFactorVerification?.strategy ?? 'password';
  // The mailed code verifies the browser and is not a second factor, so `fva` does not change.
  return completeSignIn(instance, place, row, { strategy, hasProvenSecondFactor: !isNewBrowser });
}

function proveMailedCode(
  instance: Instance,
  verification: Verification | null | undefined,
  { strategy, code }: SecondFactorInput,
): Verification {
  if (strategy !== 'email_code') throw strategyInvalid();
  if (!verification) throw notPrepared();
  if (!code) throw missingField('code');
  return checkCode(instance, verification, code);
}

function assertSecondStep({ status }: SignInRow): void {
  if (status === 'complete') throw alreadyVerified();
  if (status !== 'needs_second_factor' && status !== 'needs_client_trust') throw notPrepared();
}
