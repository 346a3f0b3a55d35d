/** JWT templates. Rows: camelCase, times in Unix milliseconds (`*Ms`). */

import type { ClaimsTemplate } from '../store/instance-rows.ts';

/** A template from which an application gets tokens for other services. */
export interface JwtTemplateRow {
  id: string;
  /** Unique: tokens are requested by it. */
  name: string;
  claims: ClaimsTemplate;
  lifetimeSeconds: number;
  /** `nbf` lies this far back. */
  allowedClockSkewSeconds: number;
  /** null: the instance's own key signs, with RS256. */
  customKey: { algorithm: TemplateAlgorithm; key: string } | null;
  createdAtMs: number;
  updatedAtMs: number;
}

/** HS: the key is a shared secret, used as it is. RS: it is a private RSA key, PEM. */
export type TemplateAlgorithm = 'HS256' | 'HS384' | 'HS512' | 'RS256' | 'RS384' | 'RS512';
