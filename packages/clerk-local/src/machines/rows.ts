/** Machines and their tokens. Of every secret only a hash is stored. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { Metadata } from '../store/user-rows.ts';

/** A program that calls other programs. */
export interface MachineRow {
  id: string;
  name: string;
  /** Machines that accept this one's tokens. */
  scopedMachineIds: readonly string[];
  defaultTokenTtlSeconds: number;
  /** Incremented by each rotation of the secret key. */
  secretVersion: number;
  secretHash: string;
  /** The secret key before the last rotation, while it is still accepted. */
  previous: { secretHash: string; validUntilMs: number } | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** An opaque machine-to-machine token. Tokens in JWT form are not stored, so they cannot be revoked. */
export interface M2mTokenRow {
  id: string;
  machineId: string;
  /** Machines that accept the token: those in scope when it was created. */
  scopes: readonly string[];
  claims: Metadata | null;
  secretHash: string;
  revokedAtMs: number | null;
  revocationReason: string | null;
  expiresAtMs: number;
  lastUsedAtMs: number | null;
  createdAtMs: number;
  updatedAtMs: number;
}
