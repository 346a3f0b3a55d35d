import { ApiError } from '../errors/api-error.ts';
import type { Instance } from '../instance/instance.ts';
import { newId } from '../store/ids.ts';
import type { Metadata } from '../store/user-rows.ts';
import { deriveSecret } from '../tokens/derive-secret.ts';
import { hashSecret } from '../tokens/secret-hash.ts';
import { isAlive } from '../tokens/token-life.ts';
import type { ApiKeyRow } from './rows.ts';

const SECRET_PREFIX = 'ak_';

export interface NewApiKey {
  type: string;
  name: string;
  description: string | null;
  /** User, organization or machine. The caller checks that it exists. */
  subject: string;
  scopes?: readonly string[];
  claims?: Metadata | null;
  createdByUserId: string | null;
  /** null: the key never expires. */
  lifetimeSeconds: number | null;
}

/**
 * Makes a key.
 *
 * @returns the row and the secret, its only copy outside `deriveSecret`.
 * @throws {ApiError} 409 `token_creation_conflict`: the subject has a key of that name. A revoked key counts too, as at Clerk,
 * until it is deleted; `<APIKeys/>` has a message of its own for this code.
 */
export function createApiKey(instance: Instance, input: NewApiKey): { row: ApiKeyRow; secret: string } {
  const { apiKeys } = instance.store;
  if (apiKeys.listBy('subject', input.subject).some(({ name }) => name === input.name)) {
    throw new ApiError(409, 'token_creation_conflict', 'There is a key of this name already.', {
      meta: { param_name: 'name' },
    });
  }
  const id = newId('ak');
  const secret = deriveSecret(instance, SECRET_PREFIX, id);
  const atMs = instance.nowMs();
  const row = apiKeys.set({
    id,
    type: input.type,
    name: input.name,
    description: input.description,
    subject: input.subject,
    scopes: input.scopes ?? [],
    claims: input.claims ?? null,
    secretHash: hashSecret(secret),
    createdByUserId: input.createdByUserId,
    revokedAtMs: null,
    revocationReason: null,
    expiresAtMs: input.lifetimeSeconds === null ? null : atMs + Math.round(input.lifetimeSeconds * 1000),
    lastUsedAtMs: null,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
  return { row, secret };
}

/** Reads a key's secret again. */
export function secretOf(instance: Instance, { id }: ApiKeyRow): string {
  return deriveSecret(instance, SECRET_PREFIX, id);
}

/** Finds the key whose secret was presented; undefined also when its subject was deleted. Revoked and expired keys are found too. */
export function findApiKeyBySecret(instance: Instance, secret: string): ApiKeyRow | undefined {
  const presented = hashSecret(secret);
  const row = instance.store.apiKeys.listBy('secretHash', presented)[0];
  return row && subjectExists(instance, row.subject) ? row : undefined;
}

export interface ApiKeyFilter {
  subject: string;
  type: string;
  /** Also revoked and expired ones. */
  includeInvalid: boolean;
  /** Part of the name, description or id, case-insensitive; empty: all keys. */
  query: string;
}

/** Newest first. */
export function listApiKeys(instance: Instance, filter: ApiKeyFilter): ApiKeyRow[] {
  const text = filter.query.toLowerCase();
  return instance.store.apiKeys
    .list(
      (row) =>
        row.subject === filter.subject &&
        row.type === filter.type &&
        (filter.includeInvalid || isAlive(instance, row)) &&
        [row.id, row.name, row.description ?? ''].some((value) => value.toLowerCase().includes(text)),
    )
    .reverse();
}

/** Revokes a key for good; a second revocation changes nothing. */
export function revokeApiKey(instance: Instance, row: ApiKeyRow, reason: string | null): ApiKeyRow {
  if (row.revokedAtMs !== null) return row;
  const atMs = instance.nowMs();
  const changes = { revokedAtMs: atMs, revocationReason: reason, updatedAtMs: atMs };
  return instance.store.apiKeys.patch(row.id, changes);
}

/** Whether this user, organization or machine exists and can own a key. */
export function subjectExists({ store }: Instance, subject: string): boolean {
  return [store.users, store.organizations, store.machines].some((table) => table.get(subject) !== undefined);
}
