/** What machines hold or are given: keys, machine-to-machine tokens, OAuth. Of every secret only a hash is kept. */

import type { Metadata } from './rows.ts';

/** A user's, an organization's or a machine's key. The secret is `ak_…`; see `deriveSecret`. */
export interface ApiKeyRow {
  id: string;
  /** `api_key` unless the creator said otherwise. */
  type: string;
  name: string;
  description: string | null;
  /** `user_…`, `org_…` or `mch_…`. */
  subject: string;
  scopes: readonly string[];
  claims: Metadata | null;
  secretHash: string;
  createdByUserId: string | null;
  revokedAtMs: number | null;
  revocationReason: string | null;
  /** null: never. */
  expiresAtMs: number | null;
  lastUsedAtMs: number | null;
  createdAtMs: number;
  updatedAtMs: number;
}

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
