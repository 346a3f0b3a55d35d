import { Hono } from 'hono';
import { z } from 'zod';
import { invalidField } from '../errors/api-error.ts';
import {
  createMembership,
  createOrganization,
  deleteOrganization,
  membershipsOf,
} from '../flows/organizations/organizations.ts';
import { CREATOR_ROLE } from '../flows/organizations/roles.ts';
import { mergedMetadata } from '../flows/users/merged-metadata.ts';
import { type OrderKeys, orderBy, pageOf, pageQuery, sortRows } from '../input/page.ts';
import { booleanText, many, metadata, one, parseBody, parseQuery, timeText } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { OrganizationRow } from '../store/organization-rows.ts';
import { requireOrganizationRow } from './call/find-rows.ts';
import { toDeletedJSON } from './wire/deleted.ts';
import { toBackendOrganizationJSON } from './wire/organization.ts';

const name = z.string().trim().min(1).max(256);
const slug = z
  .string()
  .max(256)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use lower case letters, digits and single dashes.');

const createBody = z.strictObject({
  name,
  slug: slug.nullish(),
  created_by: z.string().nullish(),
  public_metadata: metadata.nullish(),
  private_metadata: metadata.nullish(),
  max_allowed_memberships: z.int().min(0).nullish(),
  created_at: timeText.nullish(),
});
const updateBody = z.strictObject({
  name: name.nullish(),
  slug: slug.nullish(),
  max_allowed_memberships: z.int().min(0).nullish(),
  admin_delete_enabled: z.boolean().nullish(),
  created_at: timeText.nullish(),
});
const metadataBody = z.strictObject({
  public_metadata: metadata.optional(),
  private_metadata: metadata.optional(),
});

/** @source clerk/openapi-specs `ListOrganizations`. */
const orderKeysOf = ({ store }: Pick<Instance, 'store'>): OrderKeys<OrganizationRow> => ({
  created_at: (row) => row.createdAtMs,
  name: (row) => row.name,
  members_count: (row) => store.memberships.countBy('organizationId', row.id),
});
const listQuery = z.strictObject({
  ...pageQuery,
  order_by: orderBy(['created_at', 'name', 'members_count']),
  query: one(z.string()),
  user_id: many(),
  organization_id: many(),
  // Every response has the counts, also where they were not requested.
  include_members_count: one(booleanText),
});

/**
 * Organizations: list, create, read (by id or slug), update, delete, metadata.
 *
 * @source clerk/openapi-specs `ListOrganizations`, `CreateOrganization`, `GetOrganization`, `UpdateOrganization`,
 * `DeleteOrganization`, `MergeOrganizationMetadata`, `ReplaceOrganizationMetadata`.
 */
export function organizationRoutes(instance: Instance): Hono {
  const patch = (row: OrganizationRow, changes: Partial<OrganizationRow>) =>
    toBackendOrganizationJSON(
      instance,
      instance.store.organizations.patch(row.id, { ...changes, updatedAtMs: instance.nowMs() }),
    );
  return new Hono()
    .get('/organizations', (c) => {
      const query = parseQuery(c, listQuery);
      const rows = sortRows(listOrganizations(instance, query), orderKeysOf(instance), query.order_by);
      const data = pageOf(rows, query).map((row) => toBackendOrganizationJSON(instance, row));
      return c.json({ data, total_count: rows.length });
    })
    .post('/organizations', async (c) => {
      const row = addOrganization(instance, await parseBody(c, createBody));
      return c.json(toBackendOrganizationJSON(instance, row));
    })
    .get('/organizations/:id', (c) =>
      c.json(toBackendOrganizationJSON(instance, requireOrganizationRow(instance, c.req.param('id')))),
    )
    .patch('/organizations/:id', async (c) => {
      const input = await parseBody(c, updateBody);
      const row = requireOrganizationRow(instance, c.req.param('id'));
      if (input.slug && input.slug !== row.slug) assertSlugFree(instance, input.slug);
      const changes = {
        name: input.name ?? row.name,
        slug: input.slug ?? row.slug,
        maxAllowedMemberships: input.max_allowed_memberships ?? row.maxAllowedMemberships,
        adminDeleteEnabled: input.admin_delete_enabled ?? row.adminDeleteEnabled,
        createdAtMs: input.created_at ?? row.createdAtMs,
      };
      return c.json(patch(row, changes));
    })
    .delete('/organizations/:id', (c) => {
      const { id } = requireOrganizationRow(instance, c.req.param('id'));
      deleteOrganization(instance, id);
      return c.json(toDeletedJSON('organization', id));
    })
    .patch('/organizations/:id/metadata', async (c) => {
      const input = await parseBody(c, metadataBody);
      const row = requireOrganizationRow(instance, c.req.param('id'));
      return c.json(patch(row, mergedMetadata(row, input)));
    })
    .put('/organizations/:id/metadata', async (c) => {
      const input = await parseBody(c, metadataBody);
      const row = requireOrganizationRow(instance, c.req.param('id'));
      const changes = {
        publicMetadata: input.public_metadata ?? row.publicMetadata,
        privateMetadata: input.private_metadata ?? row.privateMetadata,
      };
      return c.json(patch(row, changes));
    });
}

function listOrganizations(instance: Instance, query: z.output<typeof listQuery>): OrganizationRow[] {
  const text = query.query?.toLowerCase();
  return instance.store.organizations.list(
    (row) =>
      (query.organization_id === undefined || query.organization_id.includes(row.id)) &&
      (query.user_id === undefined ||
        membershipsOf(instance, { organizationId: row.id }).some(({ userId }) =>
          query.user_id?.includes(userId),
        )) &&
      (text === undefined ||
        [row.id, row.slug, row.name].some((value) => value.toLowerCase().includes(text))),
  );
}

/** `created_by` becomes the first member, with the creator's role. */
function addOrganization(instance: Instance, input: z.output<typeof createBody>): OrganizationRow {
  const creator = input.created_by ?? null;
  if (creator !== null && !instance.store.users.get(creator)) {
    throw invalidField('created_by', 'form_param_value_invalid', 'There is no such user.');
  }
  if (input.slug) assertSlugFree(instance, input.slug);
  const row = createOrganization(instance, {
    name: input.name,
    ...(input.slug ? { slug: input.slug } : {}),
    createdByUserId: creator,
    publicMetadata: input.public_metadata ?? {},
    privateMetadata: input.private_metadata ?? {},
    ...(input.max_allowed_memberships == null
      ? {}
      : { maxAllowedMemberships: input.max_allowed_memberships }),
  });
  if (creator !== null)
    createMembership(instance, { organizationId: row.id, userId: creator, role: CREATOR_ROLE });
  return instance.store.organizations.patch(row.id, { createdAtMs: input.created_at ?? row.createdAtMs });
}

function assertSlugFree({ store }: Instance, wanted: string): void {
  if (store.organizations.countBy('slug', wanted) > 0) {
    throw invalidField('slug', 'form_identifier_exists', 'That slug is taken.');
  }
}
