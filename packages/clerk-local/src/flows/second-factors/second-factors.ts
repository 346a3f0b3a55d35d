import { ApiError, invalidField, missingField, notFound } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { BackupCodes, SecondFactors, TotpFactor, UserRow } from '../../store/user-rows.ts';
import { hashBackupCodes, newBackupCodes, takeBackupCode } from './backup-codes.ts';
import { findTotpStep, keepRecentSteps, newTotpSecret } from './totp.ts';

const NONE: SecondFactors = { totp: null, backupCodes: null };

/** Whether signing in needs a second factor: a verified authenticator app. */
export function hasSecondFactor({ secondFactors }: UserRow): boolean {
  return secondFactors?.totp?.isVerified ?? false;
}

/** Whether the user has unused backup codes. */
export function hasBackupCodes({ secondFactors }: UserRow): boolean {
  return (secondFactors?.backupCodes?.hashes.length ?? 0) > 0;
}

/**
 * Begins to set up an authenticator app; it replaces one that was begun and not verified.
 *
 * @throws {ApiError} 400 `totp_already_enabled`.
 */
export function beginTotp(instance: Instance, user: UserRow): TotpFactor {
  if (hasSecondFactor(user)) {
    throw new ApiError(
      400,
      'totp_already_enabled',
      'An authenticator app is set up already. Remove it first.',
    );
  }
  const totp = newTotp(instance, newTotpSecret(), false);
  save(instance, user, { totp });
  return totp;
}

/**
 * Verifies that the app has the secret: from now on signing in asks for a code. A user without backup codes gets some.
 *
 * @returns the factor, and the new backup codes in plain text, this once; null: the user had codes already.
 * @throws {ApiError} 404: none was begun; 422 `form_param_nil`, `form_code_incorrect`.
 */
export function proveTotp(
  instance: Instance,
  user: UserRow,
  code: string | undefined,
): { totp: TotpFactor; codes: string[] | null } {
  const begun = user.secondFactors?.totp;
  if (!begun) throw notFound('An authenticator app that is being set up');
  const used = takeTotpCode(instance, begun, code);
  const totp = { ...used, isVerified: true };
  const codes = hasBackupCodes(user) ? null : newBackupCodes();
  const enabledAtMs = instance.nowMs();
  const backupCodes = codes && { backupCodes: newBackupCodeSet(instance, codes) };
  save(instance, user, { totp, ...backupCodes, ...(begun.isVerified ? {} : { enabledAtMs }) });
  return { totp, codes };
}

/** Gives a user factors that they use already: a secret, codes. @param secret See `isTotpSecret`. */
export function importSecondFactors(
  instance: Instance,
  user: UserRow,
  { secret, codes }: { secret: string | undefined; codes: readonly string[] | undefined },
): UserRow {
  return save(instance, user, {
    ...(secret === undefined ? {} : { totp: newTotp(instance, secret, true), enabledAtMs: instance.nowMs() }),
    ...(codes === undefined ? {} : { backupCodes: newBackupCodeSet(instance, codes) }),
  });
}

/**
 * Replaces the backup codes; the old ones stop working.
 *
 * @returns the new codes in plain text, this once.
 * @throws {ApiError} 400 `backup_codes_not_available`: there is no authenticator app.
 */
export function replaceBackupCodes(
  instance: Instance,
  user: UserRow,
): { backupCodes: BackupCodes; codes: string[] } {
  if (!hasSecondFactor(user)) {
    throw new ApiError(400, 'backup_codes_not_available', 'Set up an authenticator app first.');
  }
  const codes = newBackupCodes();
  const backupCodes = newBackupCodeSet(instance, codes);
  save(instance, user, { backupCodes });
  return { backupCodes, codes };
}

/** Removes the app and the backup codes. */
export function removeTotp(instance: Instance, user: UserRow): UserRow {
  const isOver = hasSecondFactor(user);
  if (isOver) forgetProofs(instance, user.id);
  const over = isOver ? { disabledAtMs: instance.nowMs() } : {};
  return save(instance, user, { totp: null, backupCodes: null, ...over });
}

export function removeBackupCodes(instance: Instance, user: UserRow): UserRow {
  return save(instance, user, { backupCodes: null });
}

/** What the user typed, and the strategy they chose. */
export type SecondFactorStrategy = 'totp' | 'backup_code';

/**
 * Checks one code and uses it up.
 *
 * @throws {ApiError} 400 `strategy_for_user_invalid`: the user has no such factor; 422 `form_param_nil`, `form_code_incorrect` (also
 *   for a used code).
 */
export function takeSecondFactorCode(
  instance: Instance,
  user: UserRow,
  strategy: SecondFactorStrategy,
  code: string | undefined,
): void {
  const { totp, backupCodes } = user.secondFactors ?? NONE;
  if (!totp?.isVerified || (strategy === 'backup_code' && !hasBackupCodes(user))) throw factorMissing();
  if (strategy === 'totp') {
    save(instance, user, { totp: takeTotpCode(instance, totp, code) });
    return;
  }
  if (!code) throw missingField('code');
  const hashes = takeBackupCode(backupCodes?.hashes ?? [], code);
  if (!backupCodes || !hashes) throw codeIncorrect();
  save(instance, user, { backupCodes: { ...backupCodes, hashes, updatedAtMs: instance.nowMs() } });
}

export function isSecondFactorStrategy(strategy: string | undefined): strategy is SecondFactorStrategy {
  return strategy === 'totp' || strategy === 'backup_code';
}

function takeTotpCode({ nowMs }: Instance, totp: TotpFactor, code: string | undefined): TotpFactor {
  if (!code) throw missingField('code');
  const atMs = nowMs();
  const step = findTotpStep(totp.secret, code, atMs);
  if (step === undefined || totp.usedSteps.includes(step)) throw codeIncorrect();
  return { ...totp, usedSteps: [...keepRecentSteps(totp.usedSteps, atMs), step], updatedAtMs: atMs };
}

/** Without a second factor an earlier verification of one means nothing: `fva` goes back to -1, so that step-up asks for the first. */
function forgetProofs({ store }: Instance, userId: string): void {
  for (const { id } of store.sessions.listBy('userId', userId)) {
    store.sessions.patch(id, { secondFactorVerifiedAtMs: null });
  }
}

function newTotp({ nowMs }: Instance, secret: string, isVerified: boolean): TotpFactor {
  const atMs = nowMs();
  return { id: newId('totp'), secret, isVerified, usedSteps: [], createdAtMs: atMs, updatedAtMs: atMs };
}

function newBackupCodeSet({ nowMs }: Instance, codes: readonly string[]): BackupCodes {
  const atMs = nowMs();
  return { id: newId('bc'), hashes: hashBackupCodes(codes), createdAtMs: atMs, updatedAtMs: atMs };
}

function save({ store, nowMs }: Instance, user: UserRow, changes: Partial<SecondFactors>): UserRow {
  const secondFactors = { ...(user.secondFactors ?? NONE), ...changes };
  return store.users.patch(user.id, { secondFactors, updatedAtMs: nowMs() });
}

function codeIncorrect(): ApiError {
  return invalidField('code', 'form_code_incorrect', 'This code is not right.');
}

function factorMissing(): ApiError {
  return new ApiError(400, 'strategy_for_user_invalid', 'This second factor is not set up for this account.');
}
