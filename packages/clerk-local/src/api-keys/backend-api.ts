import { Hono } from 'hono';
import { z } from 'zod';
import { toDeletedJSON } from '../backend-api/wire/deleted.ts';
import { notFound } from '../errors/api-error.ts';
import { pageOf } from '../input/page.ts';
import { booleanText, metadata, one } from '../input/parse-input.ts';
import {
  badParameter,
  machinePageQuery,
  parseMachineBody,
  parseMachineQuery,
} from '../input/parse-machine-input.ts';
import type { Instance } from '../instance/instance.ts';
import { requireAlive } from '../tokens/token-life.ts';
import {
  createApiKey,
  findApiKeyBySecret,
  listApiKeys,
  revokeApiKey,
  secretOf,
  subjectExists,
} from './api-keys.ts';
import { newApiKeyFields, revocationFields } from './input.ts';
import type { ApiKeyRow } from './rows.ts';
import { toApiKeyJSON } from './wire.ts';

const { name: _name, type: _type, ...changeableFields } = newApiKeyFields;
const scopes = z.array(z.string().min(1).max(255)).max(150);

const createBody = z.strictObject({
  ...newApiKeyFields,
  scopes: scopes.optional(),
  claims: metadata.nullish(),
  created_by: z.string().nullish(),
});
const updateBody = z.strictObject({
  ...changeableFields,
  subject: z.string().optional(),
  scopes: scopes.optional(),
  claims: metadata.nullish(),
});
const revokeBody = z.strictObject(revocationFields);
const verifyBody = z.strictObject({ secret: z.string() });
const listQuery = z.strictObject({
  ...machinePageQuery,
  type: one(z.string().min(3)),
  subject: one(z.string()),
  include_invalid: one(booleanText),
  query: one(z.string()),
});

/**
 * API keys, outside the version prefix: create, list, read, change, delete, revoke, read the secret again, check one.
 *
 * @throws {ApiError} 400: the input; 404: no such key, or (`verify`) a revoked or expired one; 409 `token_creation_conflict`.
 * @source clerk/openapi-specs BAPI `createApiKey`, `getApiKeys`, `verifyApiKey` and related operations.
 */
export function apiKeyRoutes(instance: Instance): Hono {
  const find = (id: string): ApiKeyRow => {
    const row = instance.store.apiKeys.get(id);
    if (!row) throw notFound('API key');
    return row;
  };
  return new Hono()
    .post('/api_keys', async (c) => {
      const { row, secret } = addKey(instance, await parseMachineBody(c, createBody));
      return c.json({ ...toApiKeyJSON(instance, row), secret });
    })
    .get('/api_keys', (c) => {
      const query = parseMachineQuery(c, listQuery);
      const rows = keysOf(instance, query);
      return c.json({
        data: pageOf(rows, query).map((row) => toApiKeyJSON(instance, row)),
        total_count: rows.length,
      });
    })
    .post('/api_keys/verify', async (c) => {
      const { secret } = await parseMachineBody(c, verifyBody);
      const row = requireAlive(instance, findApiKeyBySecret(instance, secret), 'API key');
      return c.json(
        toApiKeyJSON(instance, instance.store.apiKeys.patch(row.id, { lastUsedAtMs: instance.nowMs() })),
      );
    })
    .get('/api_keys/:id', (c) => c.json(toApiKeyJSON(instance, find(c.req.param('id')))))
    .get('/api_keys/:id/secret', (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json({ secret: secretOf(instance, find(c.req.param('id'))) });
    })
    .patch('/api_keys/:id', async (c) => {
      const row = find(c.req.param('id'));
      const input = await parseMachineBody(c, updateBody);
      return c.json(toApiKeyJSON(instance, changeKey(instance, row, input)));
    })
    .delete('/api_keys/:id', (c) => {
      const { id } = find(c.req.param('id'));
      instance.store.apiKeys.delete(id);
      return c.json(toDeletedJSON('api_key', id));
    })
    .post('/api_keys/:id/revoke', async (c) => {
      const row = find(c.req.param('id'));
      const { revocation_reason: reason } = await parseMachineBody(c, revokeBody);
      return c.json(toApiKeyJSON(instance, revokeApiKey(instance, row, reason ?? null)));
    });
}

function addKey(instance: Instance, input: z.output<typeof createBody>) {
  assertSubject(instance, input.subject);
  const creator = input.created_by ?? null;
  if (creator !== null && !instance.store.users.get(creator)) {
    throw badParameter('created_by', 'There is no such user.');
  }
  return createApiKey(instance, {
    type: input.type,
    name: input.name,
    description: input.description ?? null,
    subject: input.subject,
    scopes: input.scopes ?? [],
    claims: input.claims ?? null,
    createdByUserId: creator,
    lifetimeSeconds: input.seconds_until_expiration ?? null,
  });
}

function keysOf(instance: Instance, query: z.output<typeof listQuery>): ApiKeyRow[] {
  if (query.subject === undefined) throw badParameter('subject', 'subject must be included.');
  if (!subjectExists(instance, query.subject)) throw notFound('The subject');
  return listApiKeys(instance, {
    subject: query.subject,
    type: query.type ?? 'api_key',
    includeInvalid: query.include_invalid ?? false,
    query: query.query ?? '',
  });
}

/** An absent field stays as it was; null empties it. `seconds_until_expiration` counts from now. */
function changeKey(instance: Instance, row: ApiKeyRow, input: z.output<typeof updateBody>): ApiKeyRow {
  if (input.subject !== undefined) assertSubject(instance, input.subject);
  const seconds = input.seconds_until_expiration;
  const atMs = instance.nowMs();
  return instance.store.apiKeys.patch(row.id, {
    description: input.description === undefined ? row.description : input.description,
    subject: input.subject ?? row.subject,
    scopes: input.scopes ?? row.scopes,
    claims: input.claims === undefined ? row.claims : input.claims,
    expiresAtMs:
      seconds === undefined ? row.expiresAtMs : seconds === null ? null : atMs + Math.round(seconds * 1000),
    updatedAtMs: atMs,
  });
}

function assertSubject(instance: Instance, subject: string): void {
  if (!subjectExists(instance, subject)) {
    throw badParameter('subject', 'There is no such user, organization or machine.');
  }
}
