import type { SignUpRow } from '../../store/sign-in-rows.ts';

export const REQUIRED_FIELDS = ['email_address', 'password'] as const;

/** Fields that are still missing, in form order. */
export function missingFieldsOf(row: SignUpRow): string[] {
  const given = { email_address: row.emailAddress, password: row.passwordHash };
  return REQUIRED_FIELDS.filter((field) => given[field] === null);
}

/** Fields that were given but are not verified. */
export function unverifiedFieldsOf(row: SignUpRow): string[] {
  return row.emailAddress !== null && row.emailVerification?.status !== 'verified' ? ['email_address'] : [];
}
