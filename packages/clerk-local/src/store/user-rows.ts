/** Users and what they can prove. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

export type Metadata = Record<string, unknown>;

export type VerificationStatus = 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired';

/** How far somebody got in proving one thing (an address, a factor). The secret code itself is in `VerificationCodeRow`. */
export interface Verification {
  status: VerificationStatus;
  strategy: string;
  attempts: number | null;
  expireAtMs: number | null;
  /** `VerificationCodeRow` that proves this, while one is outstanding. */
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
  /** bcrypt; null: the person has no password. */
  passwordHash: string | null;
  passwordLastUpdatedAtMs: number | null;
  /** The hash when somebody called the password compromised; a new password is another. Absent: never. */
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
  /** Organization the person chose last, in any session; null: personal account or never chosen. */
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

/** What a person can prove beside their first factor. Part of a `UserRow`: it goes where the person goes. */
export interface SecondFactors {
  totp: TotpFactor | null;
  backupCodes: BackupCodes | null;
  /** When there was first something to prove; absent: never. */
  enabledAtMs?: number;
  /** When there was last nothing left to prove; absent: never. */
  disabledAtMs?: number;
}

/** An authenticator app. */
export interface TotpFactor {
  id: string;
  /** Base32, as the app was given it. */
  secret: string;
  /** Whether a code has shown that the app has the secret: until then it guards nothing. */
  isVerified: boolean;
  /** Time steps (30 s, counted from 1970) whose code has been used and could still be seen again. */
  usedSteps: readonly number[];
  createdAtMs: number;
  updatedAtMs: number;
}

/** Each code works once; only SHA-256 sums are kept. */
export interface BackupCodes {
  id: string;
  hashes: readonly string[];
  createdAtMs: number;
  updatedAtMs: number;
}
