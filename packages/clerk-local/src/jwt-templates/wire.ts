import type { JwtTemplateRow } from './rows.ts';

/** A template without its key, which can never be read. @source clerk/openapi-specs BAPI `JWTTemplate`. */
export function toJwtTemplateJSON(row: JwtTemplateRow) {
  return {
    object: 'jwt_template' as const,
    id: row.id,
    name: row.name,
    claims: row.claims,
    lifetime: row.lifetimeSeconds,
    allowed_clock_skew: row.allowedClockSkewSeconds,
    custom_signing_key: row.customKey !== null,
    signing_algorithm: row.customKey?.algorithm ?? 'RS256',
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
