import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError, invalidField, notFound } from '../errors/api-error.ts';
import { CREATOR_ROLE, DEFAULT_ROLE, findRole, ROLE_KEY_PATTERN } from '../flows/organizations/roles.ts';
import { type OrderKeys, orderBy, pageOf, pageQuery, sortRows } from '../input/page.ts';
import { one, parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import { newId } from '../store/ids.ts';
import type { RoleRow } from '../store/organization-rows.ts';
import { toRoleJSON } from '../wire/role.ts';
import { requirePermissionRow } from './organization-permissions.ts';
import { toDeletedJSON } from './wire/deleted.ts';

const key = z.string().regex(ROLE_KEY_PATTERN, 'A key is org:<name>.');
const name = z.string().trim().min(1).max(256);
/** Ids of permissions. */
const permissions = z.array(z.string());
const createBody = z.strictObject({
  name,
  key,
  description: z.string().nullish(),
  permissions: permissions.nullish(),
  // There is one role set, and every role is in it.
  include_in_initial_role_set: z.boolean().nullish(),
});
const updateBody = z.strictObject({
  name: name.nullish(),
  key: key.nullish(),
  description: z.string().nullish(),
  permissions: permissions.nullish(),
});

const orderKeys: OrderKeys<RoleRow> = {
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
 * Roles of the instance, and the permissions they give.
 *
 * @source clerk/openapi-specs `ListOrganizationRoles`, `CreateOrganizationRole`, `GetOrganizationRole`, `UpdateOrganizationRole`,
 * `DeleteOrganizationRole`, `AssignPermissionToOrganizationRole`, `RemovePermissionFromOrganizationRole`.
 */
export function organizationRoleRoutes(instance: Instance): Hono {
  const { roles } = instance.store;
  const save = (row: RoleRow, changes: Partial<RoleRow>) =>
    toRoleJSON(instance, roles.patch(row.id, { ...changes, updatedAtMs: instance.nowMs() }));
  return new Hono()
    .get('/organization_roles', (c) => {
      const query = parseQuery(c, listQuery);
      const text = (query.query ?? '').toLowerCase();
      const matching = roles.list((row) => `${row.id} ${row.key} ${row.name}`.toLowerCase().includes(text));
      const rows = sortRows(matching, orderKeys, query.order_by);
      const data = pageOf(rows, query).map((row) => toRoleJSON(instance, row));
      return c.json({ data, total_count: rows.length });
    })
    .post('/organization_roles', async (c) => {
      const input = await parseBody(c, createBody);
      assertKeyFree(instance, input.key);
      const row = roles.set({
        id: newId('role'),
        key: input.key,
        name: input.name,
        description: input.description ?? '',
        permissions: toKeys(instance, input.permissions ?? []),
        createdAtMs: instance.nowMs(),
        updatedAtMs: instance.nowMs(),
      });
      return c.json(toRoleJSON(instance, row));
    })
    .get('/organization_roles/:id', (c) =>
      c.json(toRoleJSON(instance, requireRoleRow(instance, c.req.param('id')))),
    )
    .patch('/organization_roles/:id', async (c) => {
      const input = await parseBody(c, updateBody);
      const row = requireRoleRow(instance, c.req.param('id'));
      if (input.key && input.key !== row.key) renameRole(instance, row, input.key);
      return c.json(
        save(row, {
          key: input.key ?? row.key,
          name: input.name ?? row.name,
          description: input.description ?? row.description,
          permissions: input.permissions ? toKeys(instance, input.permissions) : row.permissions,
        }),
      );
    })
    .delete('/organization_roles/:id', (c) => {
      const row = requireRoleRow(instance, c.req.param('id'));
      assertRemovable(instance, row);
      roles.delete(row.id);
      return c.json(toDeletedJSON('role', row.id));
    })
    .post('/organization_roles/:id/permissions/:permissionId', (c) => {
      const row = requireRoleRow(instance, c.req.param('id'));
      const permission = requirePermissionRow(instance, c.req.param('permissionId')).key;
      if (row.permissions.includes(permission)) {
        throw new ApiError(
          409,
          'organization_role_permission_association_exists',
          'The role has this permission already.',
        );
      }
      return c.json(save(row, { permissions: [...row.permissions, permission] }));
    })
    .delete('/organization_roles/:id/permissions/:permissionId', (c) => {
      const row = requireRoleRow(instance, c.req.param('id'));
      const permission = requirePermissionRow(instance, c.req.param('permissionId')).key;
      if (!row.permissions.includes(permission)) {
        throw new ApiError(
          404,
          'organization_role_permission_association_not_found',
          'The role does not have this permission.',
        );
      }
      return c.json(save(row, { permissions: row.permissions.filter((given) => given !== permission) }));
    });
}

function requireRoleRow({ store }: Instance, id: string): RoleRow {
  const row = store.roles.get(id);
  if (!row) throw notFound('Role');
  return row;
}

function toKeys(instance: Instance, ids: readonly string[]): string[] {
  return ids.map((id) => {
    const row = instance.store.permissions.get(id);
    if (!row)
      throw invalidField('permissions', 'form_param_value_invalid', 'There is no permission with this id.');
    return row.key;
  });
}

/** Members and invitations name a role by its key, so a renamed key is renamed there too. */
function renameRole(instance: Instance, row: RoleRow, wanted: string): void {
  assertNotBuiltIn(row);
  assertKeyFree(instance, wanted);
  const { memberships, organizationInvitations } = instance.store;
  for (const { id } of memberships.listBy('role', row.key)) memberships.patch(id, { role: wanted });
  for (const { id } of organizationInvitations.listBy('role', row.key)) {
    organizationInvitations.patch(id, { role: wanted });
  }
}

function assertRemovable(instance: Instance, row: RoleRow): void {
  assertNotBuiltIn(row);
  if (instance.store.memberships.countBy('role', row.key) > 0) {
    throw new ApiError(
      422,
      'organization_role_assigned_members',
      'A member has this role: give them another one first.',
    );
  }
}

/** Users who create or join an organization get one of these two. */
function assertNotBuiltIn(row: RoleRow): void {
  if (row.key === CREATOR_ROLE) {
    throw new ApiError(
      422,
      'organization_role_default_creator_role',
      'Users who create an organization get it.',
    );
  }
  if (row.key === DEFAULT_ROLE) {
    throw new ApiError(
      422,
      'organization_role_domain_default_role',
      'Users who join an organization get it.',
    );
  }
}

function assertKeyFree(instance: Instance, wanted: string): void {
  if (findRole(instance, wanted)) {
    throw invalidField('key', 'form_identifier_exists', 'There is a role with this key.');
  }
}
