/** API keys. Of a secret only a hash is stored. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { Metadata } from '../store/user-rows.ts';

/** A user's, an organization's or a machine's key. The secret is `ak_…`; see `deriveSecret`. */
export interface ApiKeyRow {
  id: string;
  /** Default `api_key`. */
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
