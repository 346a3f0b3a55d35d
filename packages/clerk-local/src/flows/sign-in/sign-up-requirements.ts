import type { SignUpRow } from '../../store/sign-in-rows.ts';

export const REQUIRED_FIELDS = ['email_address', 'password'] as const;

/** What the person still has to give, in form order. */
export function missingFieldsOf(row: SignUpRow): string[] {
  const given = { email_address: row.emailAddress, password: row.passwordHash };
  return REQUIRED_FIELDS.filter((field) => given[field] === null);
}

/** What the person gave but has not proven. */
export function unverifiedFieldsOf(row: SignUpRow): string[] {
  return row.emailAddress !== null && row.emailVerification?.status !== 'verified' ? ['email_address'] : [];
}
