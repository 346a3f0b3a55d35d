/** Users, their addresses and factors. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

export type Metadata = Record<string, unknown>;

export type VerificationStatus = 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired';

/** State of one verification (of an address, of a factor). The secret code itself is in `VerificationCodeRow`. */
export interface Verification {
  status: VerificationStatus;
  strategy: string;
  attempts: number | null;
  expireAtMs: number | null;
  /** `VerificationCodeRow` of this, while one is outstanding. */
  codeId: string | null;
}

export interface UserRow {
  id: string;
  externalId: string | null;
  username: string | null;
  firstName: string | null;
  lastName: string | null;
  imageUrl: string | null;
  primaryEmailAddressId: string | null;
  /** bcrypt; null: the user has no password. */
  passwordHash: string | null;
  passwordLastUpdatedAtMs: number | null;
  /** The hash at the time when the password was marked as compromised. Absent: never. */
  compromisedPasswordHash?: string | null;
  publicMetadata: Metadata;
  privateMetadata: Metadata;
  unsafeMetadata: Metadata;
  banned: boolean;
  locked: boolean;
  createOrganizationEnabled: boolean;
  createOrganizationsLimit: number | null;
  deleteSelfEnabled: boolean;
  bypassClientTrust: boolean;
  legalAcceptedAtMs: number | null;
  locale: string | null;
  lastSignInAtMs: number | null;
  lastActiveAtMs: number | null;
  /** Organization that the user chose last, in any session; null: personal account or never chosen. */
  lastActiveOrganizationId: string | null;
  /** Absent: never set up. */
  secondFactors?: SecondFactors;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface EmailAddressRow {
  id: string;
  userId: string;
  /** Lower case. */
  emailAddress: string;
  reserved: boolean;
  verification: Verification | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** Second factors of a user. Part of a `UserRow`, so they are deleted with the user. */
export interface SecondFactors {
  totp: TotpFactor | null;
  backupCodes: BackupCodes | null;
  /** When the first second factor was verified; absent: never. */
  enabledAtMs?: number;
  /** When the last second factor was removed; absent: never. */
  disabledAtMs?: number;
}

/** An authenticator app. */
export interface TotpFactor {
  id: string;
  /** Base32, as the app got it. */
  secret: string;
  /** Whether a code has shown that the app has the secret. Until then signing in does not ask for it. */
  isVerified: boolean;
  /** Time steps (30 s, counted from 1970) whose code has been used and would still be accepted. */
  usedSteps: readonly number[];
  createdAtMs: number;
  updatedAtMs: number;
}

/** Each code works once; only SHA-256 hashes are stored. */
export interface BackupCodes {
  id: string;
  hashes: readonly string[];
  createdAtMs: number;
  updatedAtMs: number;
}
