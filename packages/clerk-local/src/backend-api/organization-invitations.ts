import { Hono } from 'hono';
import { z } from 'zod';
import { type OrderKeys, orderBy, pageOf, pageQuery, sortRows } from '../input/page.ts';
import { many, one, parseQuery } from '../input/parse-input.ts';
import type { Instance } from '../instance/instance.ts';
import type { OrganizationInvitationRow } from '../store/organization-rows.ts';
import { requireOrganizationRow } from './call/find-rows.ts';
import { toBackendInvitationJSON } from './wire/organization.ts';

const orderKeys: OrderKeys<OrganizationInvitationRow> = {
  created_at: (row) => row.createdAtMs,
  email_address: (row) => row.emailAddress,
};
const listQuery = z.strictObject({
  ...pageQuery,
  order_by: orderBy(Object.keys(orderKeys)),
  status: many(),
  email_address: one(z.string()),
});

/** Invitations of one organization. @source clerk/openapi-specs `ListOrganizationInvitations`. */
export function organizationInvitationRoutes(instance: Instance): Hono {
  return new Hono().get('/organizations/:id/invitations', (c) => {
    const query = parseQuery(c, listQuery);
    const { id } = requireOrganizationRow(instance, c.req.param('id'));
    const all = instance.store.organizationInvitations.list(
      (row) =>
        row.organizationId === id &&
        (query.status === undefined || query.status.includes(row.status)) &&
        (query.email_address === undefined || row.emailAddress === query.email_address.toLowerCase()),
    );
    const rows = sortRows(all, orderKeys, query.order_by);
    const data = pageOf(rows, query).map((row) => toBackendInvitationJSON(instance, row));
    return c.json({ data, total_count: rows.length });
  });
}
