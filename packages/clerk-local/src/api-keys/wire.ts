import type { Instance } from '../instance/instance.ts';
import { toTokenLifeJSON } from '../tokens/token-life.ts';
import type { ApiKeyRow } from './rows.ts';

/**
 * A key as both APIs respond with it, without its secret.
 *
 * @source clerk/openapi-specs `getApiKey`; `@clerk/shared` `ApiKeyJSON`.
 */
export function toApiKeyJSON(instance: Instance, row: ApiKeyRow) {
  return {
    object: 'api_key' as const,
    id: row.id,
    type: row.type,
    subject: row.subject,
    name: row.name,
    description: row.description,
    claims: row.claims,
    scopes: [...row.scopes],
    ...toTokenLifeJSON(instance, row),
    created_by: row.createdByUserId,
    last_used_at: row.lastUsedAtMs,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
