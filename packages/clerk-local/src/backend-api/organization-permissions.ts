import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, invalidField, notFound } from '../errors/api-error.ts';
import { isSystemPermission, PERMISSION_KEY_PATTERN } from '../flows/organizations/roles.ts';
import { type OrderKeys, orderBy, pageOf, pageQuery, sortRows } from '../input/page.ts';
import { one, parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { newId } from '../store/ids.ts';
import type { PermissionRow } from '../store/organization-rows.ts';
import { toPermissionJSON } from '../wire/role.ts';
import { toDeletedJSON } from './wire/deleted.ts';

const key = z.string().regex(PERMISSION_KEY_PATTERN, 'A key is org:<feature>:<permission>.');
const name = z.string().trim().min(1).max(256);
const createBody = z.strictObject({ name, key, description: z.string().optional() });
const updateBody = z.strictObject({
  name: name.nullish(),
  key: key.nullish(),
  description: z.string().nullish(),
});

const orderKeys: OrderKeys<PermissionRow> = {
  created_at: (row) => row.createdAtMs,
  name: (row) => row.name,
  key: (row) => row.key,
};
const listQuery = z.strictObject({
  ...pageQuery,
  order_by: orderBy(Object.keys(orderKeys)),
  query: one(z.string()),
});

/**
 * Permissions of the instance. Clerk's own are listed, and cannot be changed.
 *
 * @source clerk/openapi-specs `ListOrganizationPermissions`, `CreateOrganizationPermission`, `GetOrganizationPermission`,
 * `UpdateOrganizationPermission`, `DeleteOrganizationPermission`.
 */
export function organizationPermissionRoutes(instance: Instance): Hono {
  const { permissions, roles } = instance.store;
  return new Hono()
    .get('/organization_permissions', (c) => {
      const query = parseQuery(c, listQuery);
      const text = (query.query ?? '').toLowerCase();
      const matching = permissions.list((row) => `${row.key} ${row.name}`.toLowerCase().includes(text));
      const rows = sortRows(matching, orderKeys, query.order_by);
      return c.json({ data: pageOf(rows, query).map(toPermissionJSON), total_count: rows.length });
    })
    .post('/organization_permissions', async (c) => {
      const { description = '', ...input } = await parseBody(c, createBody);
      assertKeyUsable(instance, input.key);
      const times = { createdAtMs: instance.nowMs(), updatedAtMs: instance.nowMs() };
      return c.json(
        toPermissionJSON(permissions.set({ id: newId('perm'), ...input, description, ...times })),
      );
    })
    .get('/organization_permissions/:id', (c) =>
      c.json(toPermissionJSON(requirePermissionRow(instance, c.req.param('id')))),
    )
    .patch('/organization_permissions/:id', async (c) => {
      const input = await parseBody(c, updateBody);
      const row = requireOwnRow(instance, c.req.param('id'));
      const newKey = input.key ?? row.key;
      if (newKey !== row.key) assertKeyUsable(instance, newKey);
      renameInRoles(instance, row.key, newKey);
      const changes = { name: input.name ?? row.name, description: input.description ?? row.description };
      return c.json(
        toPermissionJSON(
          permissions.patch(row.id, { ...changes, key: newKey, updatedAtMs: instance.nowMs() }),
        ),
      );
    })
    .delete('/organization_permissions/:id', (c) => {
      const row = requireOwnRow(instance, c.req.param('id'));
      for (const role of roles.list((role) => role.permissions.includes(row.key))) {
        roles.patch(role.id, { permissions: role.permissions.filter((given) => given !== row.key) });
      }
      permissions.delete(row.id);
      return c.json(toDeletedJSON('permission', row.id));
    });
}

/** By id. @throws {ApiError} 404. */
export function requirePermissionRow({ store }: Instance, id: string): PermissionRow {
  const row = store.permissions.get(id);
  if (!row) throw notFound('Permission');
  return row;
}

function requireOwnRow(instance: Instance, id: string): PermissionRow {
  const row = requirePermissionRow(instance, id);
  if (isSystemPermission(row.key)) {
    throw new ApiError(
      403,
      'organization_system_permission_not_modifiable',
      "Clerk's own permissions cannot be changed.",
    );
  }
  return row;
}

function renameInRoles({ store }: Instance, from: string, to: string): void {
  for (const role of store.roles.list((row) => row.permissions.includes(from))) {
    store.roles.patch(role.id, {
      permissions: role.permissions.map((given) => (given === from ? to : given)),
    });
  }
}

function assertKeyUsable({ store }: Instance, wanted: string): void {
  if (isSystemPermission(wanted)) {
    throw invalidField('key', 'form_param_value_invalid', 'Keys that begin with org:sys_ are Clerk’s own.');
  }
  if (store.permissions.find((row) => row.key === wanted)) {
    throw invalidField('key', 'form_identifier_exists', 'There is a permission with this key.');
  }
}
