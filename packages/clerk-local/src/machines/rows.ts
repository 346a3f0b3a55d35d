/** Machines and their tokens. Of every secret only a hash is stored. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { Metadata } from '../store/user-rows.ts';

/** A program that calls other programs. */
export interface MachineRow {
  id: string;
  name: string;
  /** Machines that accept this one's tokens. */
  scopedMachineIds: readonly string[];
  defaultTokenTtlSeconds: number;
  /** Grows with each rotation of the secret key. */
  secretVersion: number;
  secretHash: string;
  /** The secret key before the last rotation, until it ends. */
  previous: { secretHash: string; validUntilMs: number } | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** An opaque machine-to-machine token. Those in JWT form are not kept: nothing can revoke them. */
export interface M2mTokenRow {
  id: string;
  machineId: string;
  /** Machines that accept the token: those in scope when it was made. */
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
