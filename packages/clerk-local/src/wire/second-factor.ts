import { hasBackupCodes, hasSecondFactor } from '../flows/second-factors/second-factors.ts';
import { buildTotpUri } from '../flows/second-factors/totp.ts';
import type { Instance } from '../instance/instance.ts';
import type { BackupCodes, TotpFactor, UserRow } from '../store/user-rows.ts';
import { identifierOf } from './public-user.ts';

/**
 * An authenticator app. Its secret is shown while it is being set up, and never again.
 *
 * @param codes Backup codes that were created with it, in plain text; null: none.
 * @source `@clerk/shared` `TOTPJSON`; FAPI `TOTP`.
 */
export function toTotpJSON(instance: Instance, user: UserRow, totp: TotpFactor, codes: string[] | null) {
  const { applicationName: issuer } = instance.options;
  return {
    object: 'totp' as const,
    id: totp.id,
    secret: totp.isVerified ? null : totp.secret,
    uri: totp.isVerified ? null : buildTotpUri(totp.secret, { issuer, label: identifierOf(instance, user) }),
    verified: totp.isVerified,
    ...(codes === null ? {} : { backup_codes: codes }),
    created_at: totp.createdAtMs,
    updated_at: totp.updatedAtMs,
  };
}

/** @source `@clerk/shared` `BackupCodeJSON`. */
export function toBackupCodesJSON({ id, createdAtMs, updatedAtMs }: BackupCodes, codes: string[]) {
  return { object: 'backup_code' as const, id, codes, created_at: createdAtMs, updated_at: updatedAtMs };
}

/** Second factors of a user, the app first; empty: none. */
export function secondFactorsOf(user: UserRow) {
  if (!hasSecondFactor(user)) return [];
  return [
    { strategy: 'totp' as const },
    ...(hasBackupCodes(user) ? [{ strategy: 'backup_code' as const }] : []),
  ];
}
