import { notFound } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';

/** Revocation and expiry of a key or token. */
export interface TokenLife {
  revokedAtMs: number | null;
  revocationReason: string | null;
  /** null: never. */
  expiresAtMs: number | null;
}

/** Fields of every key and token in responses. @source clerk/openapi-specs BAPI `verifyApiKey`, `verifyM2MToken`. */
export function toTokenLifeJSON(instance: Instance, row: TokenLife) {
  return {
    revoked: row.revokedAtMs !== null,
    revocation_reason: row.revocationReason,
    expired: isExpired(instance, row),
    expiration: row.expiresAtMs,
  };
}

/** Whether a key or token is neither revoked nor expired. */
export function isAlive(instance: Instance, row: TokenLife): boolean {
  return row.revokedAtMs === null && !isExpired(instance, row);
}

/**
 * Accepts a presented key or token that is alive, and with `deadTokens: 'answered'` also a revoked or expired one.
 *
 * @param row undefined: no row has this secret.
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
