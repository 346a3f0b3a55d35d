import { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../errors/api-error.ts';
import { requirePermission } from '../flows/organizations/permissions.ts';
import { requireBearerSession } from '../frontend-api/call/bearer-session.ts';
import type { Call, CallEnv } from '../frontend-api/call/call.ts';
import { pageOf } from '../input/page.ts';
import { booleanText, one } from '../input/parse-input.ts';
import {
  badParameter,
  machinePageQuery,
  parseMachineBody,
  parseMachineQuery,
} from '../input/parse-machine-input.ts';
import type { Instance } from '../instance/instance.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import { newApiKeyFields, revocationFields } from './input.ts';
import type { ApiKeyRow } from './rows.ts';
import { toApiKeyJSON } from './wire.ts';

// Strict: a browser may not give a key scopes or claims, which the application's server would trust.
const createBody = z.strictObject(newApiKeyFields);
const changeBody = z.strictObject({ description: newApiKeyFields.description });
const revokeBody = z.strictObject(revocationFields);
// Not strict: clerk-js adds its version to every query.
const listQuery = z.object({
  ...machinePageQuery,
  type: one(z.string().min(3)),
  subject: one(z.string()),
  include_invalid: one(booleanText),
  query: one(z.string()),
});

type Action = 'read' | 'manage';

/**
 * What `<APIKeys/>` calls, without version prefix and envelope: list, create, change the description, revoke.
 * A user reaches their own keys, and those of an organization where their role has `org:sys_api_keys:read` or `:manage`.
 *
 * @throws {ApiError} 401: no live session token; 403: a member without the permission; 404: another user's key or subject.
 * @source clerk/openapi-specs FAPI `getApiKeys`, `createApiKey`, `updateApiKey`, `revokeApiKey`.
 */
export function apiKeyRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/api_keys', async (c) => {
      const userId = await callerOf(instance, c);
      const {
        subject,
        type,
        include_invalid: includeInvalid,
        query,
        ...page
      } = parseMachineQuery(c, listQuery);
      if (subject === undefined) throw badParameter('subject', 'subject must be included.');
      assertMay(instance, userId, 'read', subject);
      const rows = listApiKeys(instance, {
        subject,
        type: type ?? 'api_key',
        includeInvalid: includeInvalid ?? false,
        query: query ?? '',
      });
      const data = pageOf(rows, page).map((row) => toApiKeyJSON(instance, row));
      return c.json({ data, total_count: rows.length });
    })
    .post('/api_keys', async (c) => {
      const userId = await callerOf(instance, c);
      const input = await parseMachineBody(c, createBody);
      assertMay(instance, userId, 'manage', input.subject);
      const { row, secret } = createApiKey(instance, {
        type: input.type,
        name: input.name,
        description: input.description ?? null,
        subject: input.subject,
        createdByUserId: userId,
        lifetimeSeconds: input.seconds_until_expiration ?? null,
      });
      c.header('Cache-Control', 'no-store');
      return c.json({ ...toApiKeyJSON(instance, row), secret }, 201);
    })
    .patch('/api_keys/:id', async (c) => {
      const row = await requireManagedKey(instance, c, c.req.param('id'));
      const { description } = await parseMachineBody(c, changeBody);
      const changes = description === undefined ? {} : { description, updatedAtMs: instance.nowMs() };
      return c.json(toApiKeyJSON(instance, instance.store.apiKeys.patch(row.id, changes)));
    })
    .post('/api_keys/:id/revoke', async (c) => {
      const row = await requireManagedKey(instance, c, c.req.param('id'));
      const { revocation_reason: reason } = await parseMachineBody(c, revokeBody);
      return c.json(toApiKeyJSON(instance, revokeApiKey(instance, row, reason ?? null)));
    });
}

async function callerOf(instance: Instance, c: Call): Promise<string> {
  return (await requireBearerSession(instance, c)).user.id;
}

async function requireManagedKey(instance: Instance, c: Call, id: string): Promise<ApiKeyRow> {
  const userId = await callerOf(instance, c);
  const row = instance.store.apiKeys.get(id);
  if (!row) throw notFound('This API key');
  assertMay(instance, userId, 'manage', row.subject);
  return row;
}

function assertMay(instance: Instance, userId: string, action: Action, subject: string): void {
  if (subject === userId) return;
  if (!instance.store.organizations.get(subject)) throw notFound('This API key or its subject');
  requirePermission(instance, {
    organizationId: subject,
    userId,
    permission: `org:sys_api_keys:${action}`,
  });
}
