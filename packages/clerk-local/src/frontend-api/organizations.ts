import { Hono } from 'hono';
import { ApiError, invalidField, missingField, tooLong } from '../errors/api-error.ts';
import {
  createMembership,
  createOrganization,
  deleteOrganization,
  findOrganization,
  membershipsOf,
} from '../flows/organizations/organizations.ts';
import { requirePermission } from '../flows/organizations/permissions.ts';
import { CREATOR_ROLE } from '../flows/organizations/roles.ts';
import { readFields } from '../input/fields.ts';
import { toPageJSON } from '../input/page.ts';
import type { Instance } from '../instance/instance.ts';
import type { UserRow } from '../store/user-rows.ts';
import { toOrganizationJSON } from '../wire/organization.ts';
import { toRoleJSON } from '../wire/role.ts';
import { type Call, type CallEnv, requireSession, respond } from './call/call.ts';

const MAX_NAME_LENGTH = 256;
const SLUG_PATTERN = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Organizations: create, read, rename, delete, roles. @source FAPI `createOrganization`, `updateOrganization`, `listOrganizationRoles`. */
export function organizationRoutes(instance: Instance): Hono<CallEnv> {
  const permitted = (c: Call, permission: string | null) => {
    const userId = requireSession(instance, c).user.id;
    return requirePermission(instance, { organizationId: c.req.param('id') ?? '', userId, permission })
      .organization;
  };
  return new Hono<CallEnv>({ strict: false })
    .post('/organizations', async (c) => {
      const { user } = requireSession(instance, c);
      assertMayCreate(instance, user);
      const fields = await readFields(c);
      const name = parseOrganizationName(fields.get('name'));
      const slug = parseSlug(instance, fields.get('slug'));
      const createdByUserId = user.id;
      const row = createOrganization(
        instance,
        slug ? { name, slug, createdByUserId } : { name, createdByUserId },
      );
      createMembership(instance, { organizationId: row.id, userId: user.id, role: CREATOR_ROLE });
      return respond(instance, c, toOrganizationJSON(instance, row));
    })
    .get('/organizations/:id', (c) => respond(instance, c, toOrganizationJSON(instance, permitted(c, null))))
    .patch('/organizations/:id', async (c) => {
      const row = permitted(c, 'org:sys_profile:manage');
      const fields = await readFields(c);
      const name = fields.get('name') === undefined ? row.name : parseOrganizationName(fields.get('name'));
      const slug = parseSlug(instance, fields.get('slug'), row.id) ?? row.slug;
      const saved = instance.store.organizations.patch(row.id, { name, slug, updatedAtMs: instance.nowMs() });
      return respond(instance, c, toOrganizationJSON(instance, saved));
    })
    .delete('/organizations/:id', (c) => {
      const row = permitted(c, 'org:sys_profile:delete');
      if (!row.adminDeleteEnabled)
        throw new ApiError(
          403,
          'organization_admin_delete_not_enabled',
          'This organization cannot be deleted.',
        );
      deleteOrganization(instance, row.id);
      return respond(instance, c, { object: 'organization', id: row.id, slug: row.slug, deleted: true });
    })
    .get('/organizations/:id/domains', (c) => {
      permitted(c, 'org:sys_domains:read');
      // Domains are switched off in this instance: none can exist.
      return respond(instance, c, { data: [], total_count: 0 });
    })
    .get('/organizations/:id/membership_requests', (c) => {
      permitted(c, 'org:sys_memberships:manage');
      // Requests to join need a verified domain.
      return respond(instance, c, { data: [], total_count: 0 });
    })
    .get('/organizations/:id/roles', (c) => {
      permitted(c, null);
      const page = toPageJSON(c, instance.store.roles.list(), (row) => toRoleJSON(instance, row));
      return respond(instance, c, { ...page, has_role_set_migration: false });
    });
}

function assertMayCreate(instance: Instance, user: UserRow): void {
  const { createOrganizationEnabled, createOrganizationsLimit } = user;
  if (!createOrganizationEnabled) {
    throw new ApiError(403, 'user_create_organization_not_enabled', 'You cannot create organizations.');
  }
  const created = instance.store.organizations.countBy('createdByUserId', user.id);
  if (createOrganizationsLimit && created >= createOrganizationsLimit) {
    throw new ApiError(403, 'organization_quota_exceeded', 'You cannot create another organization.');
  }
  if (membershipsOf(instance, { userId: user.id }).length >= MAX_MEMBERSHIPS_OF_A_USER) {
    throw new ApiError(
      403,
      'organization_quota_exceeded',
      'You are in as many organizations as one user may be.',
    );
  }
}

const MAX_MEMBERSHIPS_OF_A_USER = 100;

function parseOrganizationName(value: string | undefined): string {
  const name = value?.trim();
  if (!name) throw missingField('name');
  if (name.length > MAX_NAME_LENGTH) throw tooLong('name', MAX_NAME_LENGTH);
  return name;
}

/** @returns undefined when none is given: the name decides. */
function parseSlug(instance: Instance, value: string | undefined, ownId?: string): string | undefined {
  const slug = value?.trim().toLowerCase();
  if (!slug) return undefined;
  if (slug.length > MAX_NAME_LENGTH) throw tooLong('slug', MAX_NAME_LENGTH);
  if (!SLUG_PATTERN.test(slug)) {
    throw invalidField(
      'slug',
      'form_param_format_invalid',
      'A slug has small letters, digits and single hyphens.',
    );
  }
  const owner = findOrganization(instance, slug);
  if (owner && owner.id !== ownId)
    throw invalidField('slug', 'form_identifier_exists', 'This slug is taken.');
  return slug;
}
