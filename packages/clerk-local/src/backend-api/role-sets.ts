import { Hono } from 'hono';
import { z } from 'zod';
import { notFound } from '../errors/api-error.ts';
import { CREATOR_ROLE, DEFAULT_ROLE } from '../flows/organizations/roles.ts';
import { pageOf, pageQuery } from '../input/page.ts';
import { one, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { RoleRow } from '../store/organization-rows.ts';

/** Key of the only role set. */
export const ROLE_SET_KEY = 'role_set:default';

const listQuery = z.strictObject({
  ...pageQuery,
  // One row: any order and any of them is the same list.
  order_by: one(z.string()),
  query: one(z.string()),
});

/**
 * The one set that holds every role; every organization uses it. No other set can be created.
 *
 * @source clerk/openapi-specs `ListRoleSets`, `GetRoleSet`.
 */
export function roleSetRoutes(instance: Instance): Hono {
  return new Hono()
    .get('/role_sets', (c) => {
      const query = parseQuery(c, listQuery);
      const set = toRoleSetJSON(instance);
      const text = (query.query ?? '').toLowerCase();
      const rows = [set].filter(({ key, name }) => `${key} ${name}`.toLowerCase().includes(text));
      return c.json({ data: pageOf(rows, query), total_count: rows.length });
    })
    .get('/role_sets/:id', (c) => {
      const set = toRoleSetJSON(instance);
      if (![set.id, set.key].includes(c.req.param('id'))) throw notFound('Role set');
      return c.json(set);
    });
}

/** @source `@clerk/backend` `RoleSetJSON`. */
function toRoleSetJSON(instance: Instance) {
  const rows = instance.store.roles.list();
  const item = (key: string) => {
    const row = rows.find((role) => role.key === key);
    return row ? toRoleSetItemJSON(instance, row) : null;
  };
  return {
    object: 'role_set' as const,
    id: 'roleset_default',
    key: ROLE_SET_KEY,
    name: 'Default role set',
    description: null,
    roles: rows.map((row) => toRoleSetItemJSON(instance, row)),
    default_role: item(DEFAULT_ROLE),
    creator_role: item(CREATOR_ROLE),
    type: 'initial' as const,
    role_set_migration: null,
    created_at: Math.min(...rows.map(({ createdAtMs }) => createdAtMs)),
    updated_at: Math.max(...rows.map(({ updatedAtMs }) => updatedAtMs)),
  };
}

function toRoleSetItemJSON({ store }: Instance, row: RoleRow) {
  const membersCount = store.memberships.countBy('role', row.key);
  return {
    object: 'role_set_item' as const,
    id: row.id,
    key: row.key,
    name: row.name,
    description: row.description,
    members_count: membersCount,
    has_members: membersCount > 0,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
