import { notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';

/** What ends a key or token before or at its time. */
export interface TokenLife {
  revokedAtMs: number | null;
  revocationReason: string | null;
  /** null: never. */
  expiresAtMs: number | null;
}

/** The fields every kind of key and token answers with. @source clerk/openapi-specs BAPI `verifyApiKey`, `verifyM2MToken`. */
export function toTokenLifeJSON(instance: Instance, row: TokenLife) {
  return {
    revoked: row.revokedAtMs !== null,
    revocation_reason: row.revocationReason,
    expired: isExpired(instance, row),
    expiration: row.expiresAtMs,
  };
}

/** Whether a key or token still counts. */
export function isAlive(instance: Instance, row: TokenLife): boolean {
  return row.revokedAtMs === null && !isExpired(instance, row);
}

/**
 * Lets a presented key or token through that counts, and, with `deadTokens: 'answered'`, one that did once.
 *
 * @param row undefined: nobody holds such a secret.
 * @throws {ApiError} 404 `resource_not_found`; the SDK reads it as `token-invalid`.
 * @source Clerk docs "apiKeys.verify()", "m2m.verify()": an invalid, revoked or expired one makes the method throw.
 */
export function requireAlive<Row extends TokenLife>(
  instance: Instance,
  row: Row | undefined,
  what: string,
): Row {
  if (!row) throw notFound(what);
  if (instance.options.deadTokens === 'refused' && !isAlive(instance, row)) throw notFound(what);
  return row;
}

function isExpired({ nowMs }: Instance, { expiresAtMs }: TokenLife): boolean {
  return expiresAtMs !== null && expiresAtMs <= nowMs();
}
