import { ApiError, invalidField, missingField, notFound } from '../../errors/api-error.ts';
import type { Instance } from '../../instance/instance.ts';
import { newId } from '../../store/ids.ts';
import type { BackupCodes, SecondFactors, TotpFactor, UserRow } from '../../store/user-rows.ts';
import { hashBackupCodes, newBackupCodes, takeBackupCode } from './backup-codes.ts';
import { findTotpStep, keepRecentSteps, newTotpSecret } from './totp.ts';

const NONE: SecondFactors = { totp: null, backupCodes: null };

/** Whether signing in takes a second factor: an authenticator app that has been proven. */
export function hasSecondFactor({ secondFactors }: UserRow): boolean {
  return secondFactors?.totp?.isVerified ?? false;
}

/** Whether there are codes on paper for the day the app is lost. */
export function hasBackupCodes({ secondFactors }: UserRow): boolean {
  return (secondFactors?.backupCodes?.hashes.length ?? 0) > 0;
}

/**
 * Begins to set up an authenticator app; one that was begun and not proven is forgotten.
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
 * Proves that the app has the secret: from now on signing in asks for it. Whoever has no backup codes yet gets them.
 *
 * @returns the factor, and the codes, once, in plain text; null: there were codes already.
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

/** Gives a person factors that they have already: a secret, codes. @param secret See `isTotpSecret`. */
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
 * Replaces the backup codes: the old ones are dead.
 *
 * @returns the new ones, once, in plain text.
 * @throws {ApiError} 400 `two_factor_not_enabled`: there is nothing that they could stand in for.
 */
export function replaceBackupCodes(
  instance: Instance,
  user: UserRow,
): { backupCodes: BackupCodes; codes: string[] } {
  if (!hasSecondFactor(user)) {
    throw new ApiError(400, 'two_factor_not_enabled', 'Set up an authenticator app first.');
  }
  const codes = newBackupCodes();
  const backupCodes = newBackupCodeSet(instance, codes);
  save(instance, user, { backupCodes });
  return { backupCodes, codes };
}

/** Takes the app away, and with it the codes that stand in for it. */
export function removeTotp(instance: Instance, user: UserRow): UserRow {
  const isOver = hasSecondFactor(user);
  if (isOver) forgetProofs(instance, user.id);
  const over = isOver ? { disabledAtMs: instance.nowMs() } : {};
  return save(instance, user, { totp: null, backupCodes: null, ...over });
}

export function removeBackupCodes(instance: Instance, user: UserRow): UserRow {
  return save(instance, user, { backupCodes: null });
}

/** What a person typed, and which kind of code they say it is. */
export type SecondFactorStrategy = 'totp' | 'backup_code';

/**
 * Takes one code and uses it up.
 *
 * @throws {ApiError} 422 `strategy_for_user_invalid`: they have no such factor; `form_param_nil`, `form_code_incorrect` (also for
 *   one that has been used).
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

/** Without a second factor a proof of one says nothing: `fva` goes back to -1, so that step-up asks for what there is. */
function forgetProofs({ store }: Instance, userId: string): void {
  for (const { id } of store.sessions.list((row) => row.userId === userId)) {
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
  return new ApiError(422, 'strategy_for_user_invalid', 'This second factor is not set up for this account.');
}
