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
