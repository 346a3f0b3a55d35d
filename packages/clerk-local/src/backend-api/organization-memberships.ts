import { Hono } from 'hono';
import { z } from 'zod';
import { ApiError } from '../errors/api-error.ts';
import {
  createMembership,
  deleteMembership,
  findMembership,
  membershipsOf,
} from '../flows/organizations/organizations.ts';
import { parseRole } from '../flows/organizations/permissions.ts';
import { mergedMetadata } from '../flows/users/merged-metadata.ts';
import { type OrderKeys, orderBy, pageOf, pageQuery, sortRows } from '../input/page.ts';
import { many, metadata, one, parseBody, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { MembershipRow } from '../store/organization-rows.ts';
import { identifierOf } from '../wire/public-user.ts';
import { requireMembershipRow, requireOrganizationRow, requireUserRow } from './call/find-rows.ts';
import { toBackendMembershipJSON } from './wire/organization.ts';

const createBody = z.strictObject({
  user_id: z.string(),
  role: z.string(),
  public_metadata: metadata.nullish(),
  private_metadata: metadata.nullish(),
});
const updateBody = z.strictObject({ role: z.string() });
const metadataBody = z.strictObject({
  public_metadata: metadata.optional(),
  private_metadata: metadata.optional(),
});

const orderKeys: OrderKeys<MembershipRow> = { created_at: (row) => row.createdAtMs };
const listQuery = z.strictObject({
  ...pageQuery,
  order_by: orderBy(Object.keys(orderKeys)),
  user_id: many(),
  role: many(),
  email_address: many(),
  query: one(z.string()),
});

/**
 * Members of one organization.
 *
 * @source clerk/openapi-specs `ListOrganizationMemberships`, `CreateOrganizationMembership`, `UpdateOrganizationMembership`,
 * `DeleteOrganizationMembership`, `UpdateOrganizationMembershipMetadata`.
 */
export function organizationMembershipRoutes(instance: Instance): Hono {
  const { memberships } = instance.store;
  return new Hono()
    .get('/organizations/:id/memberships', (c) => {
      const query = parseQuery(c, listQuery);
      const organization = requireOrganizationRow(instance, c.req.param('id'));
      const rows = sortRows(listMembers(instance, organization.id, query), orderKeys, query.order_by);
      const data = pageOf(rows, query).map((row) => toBackendMembershipJSON(instance, row));
      return c.json({ data, total_count: rows.length });
    })
    .post('/organizations/:id/memberships', async (c) => {
      const row = addMember(instance, c.req.param('id'), await parseBody(c, createBody));
      return c.json(toBackendMembershipJSON(instance, row));
    })
    .patch('/organizations/:id/memberships/:userId', async (c) => {
      const input = await parseBody(c, updateBody);
      const row = requireMembershipRow(instance, c.req.param('id'), c.req.param('userId'));
      const { key: role } = parseRole(instance, input.role);
      const changed = memberships.patch(row.id, { role, updatedAtMs: instance.nowMs() });
      return c.json(toBackendMembershipJSON(instance, changed));
    })
    .delete('/organizations/:id/memberships/:userId', (c) => {
      const row = requireMembershipRow(instance, c.req.param('id'), c.req.param('userId'));
      deleteMembership(instance, row);
      return c.json(toBackendMembershipJSON(instance, row));
    })
    .patch('/organizations/:id/memberships/:userId/metadata', async (c) => {
      const input = await parseBody(c, metadataBody);
      const row = requireMembershipRow(instance, c.req.param('id'), c.req.param('userId'));
      const changed = memberships.patch(row.id, {
        ...mergedMetadata(row, input),
        updatedAtMs: instance.nowMs(),
      });
      return c.json(toBackendMembershipJSON(instance, changed));
    });
}

function listMembers(
  instance: Instance,
  organizationId: string,
  query: z.output<typeof listQuery>,
): MembershipRow[] {
  const text = query.query?.toLowerCase();
  return membershipsOf(instance, { organizationId }).filter((row) => {
    const user = requireUserRow(instance, row.userId);
    const identifier = identifierOf(instance, user).toLowerCase();
    const texts = [identifier, user.firstName, user.lastName];
    return (
      (query.user_id === undefined || query.user_id.includes(row.userId)) &&
      (query.role === undefined || query.role.includes(row.role)) &&
      (query.email_address === undefined ||
        query.email_address.some((value) => value.toLowerCase() === identifier)) &&
      (text === undefined || texts.some((value) => value?.toLowerCase().includes(text)))
    );
  });
}

function addMember(instance: Instance, idOrSlug: string, input: z.output<typeof createBody>): MembershipRow {
  const { key: role } = parseRole(instance, input.role);
  const organization = requireOrganizationRow(instance, idOrSlug);
  const user = requireUserRow(instance, input.user_id);
  if (findMembership(instance, organization.id, user.id)) {
    throw new ApiError(400, 'already_a_member_in_organization', 'The user is a member already.');
  }
  const count = membershipsOf(instance, { organizationId: organization.id }).length;
  const { maxAllowedMemberships } = organization;
  if (maxAllowedMemberships > 0 && count >= maxAllowedMemberships) {
    throw new ApiError(
      403,
      'organization_membership_quota_exceeded',
      'The organization has all the members it may have.',
    );
  }
  return createMembership(instance, {
    organizationId: organization.id,
    userId: user.id,
    role,
    publicMetadata: input.public_metadata ?? {},
    privateMetadata: input.private_metadata ?? {},
  });
}
