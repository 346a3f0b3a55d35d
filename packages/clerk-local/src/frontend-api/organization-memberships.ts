import { Hono } from 'hono';
import { ApiError, notFound } from '../errors/api-error.ts';
import { deleteMembership, findMembership, membershipsOf } from '../flows/organizations/organizations.ts';
import { assertNotLastAdmin, parseRole, requirePermission } from '../flows/organizations/permissions.ts';
import { CREATOR_ROLE } from '../flows/organizations/roles.ts';
import { readFields } from '../input/fields.ts';
import { toPageJSON } from '../input/page.ts';
import type { Instance } from '../instance/instance.ts';
import type { MembershipRow } from '../store/organization-rows.ts';
import { toMembershipJSON } from '../wire/organization.ts';
import { type Call, type CallEnv, requireSession, respond } from './call/call.ts';

/** Members of one organization. @source FAPI `listOrganizationMemberships`, `updateOrganizationMembership`, `removeOrganizationMember`. */
export function organizationMembershipRoutes(instance: Instance): Hono<CallEnv> {
  const permit = (c: Call, permission: string) => {
    const userId = requireSession(instance, c).user.id;
    requirePermission(instance, { organizationId: c.req.param('id') ?? '', userId, permission });
  };
  return new Hono<CallEnv>({ strict: false })
    .get('/organizations/:id/memberships', (c) => {
      permit(c, 'org:sys_memberships:read');
      const rows = membershipsOf(instance, { organizationId: c.req.param('id') }).filter((row) =>
        isAskedFor(instance, c, row),
      );
      return respond(
        instance,
        c,
        toPageJSON(c, rows, (row) => toMembershipJSON(instance, row)),
      );
    })
    .post('/organizations/:id/memberships', (c) => {
      permit(c, 'org:sys_memberships:manage');
      // In production a user joins an organization by invitation; only the Backend API adds members directly.
      throw new ApiError(403, 'resource_forbidden', 'Invite the user instead.');
    })
    .patch('/organizations/:id/memberships/:userId', async (c) => {
      permit(c, 'org:sys_memberships:manage');
      const membership = requireMember(instance, c);
      const { key } = parseRole(instance, (await readFields(c)).get('role'));
      if (key !== CREATOR_ROLE) assertNotLastAdmin(instance, membership);
      const changes = { role: key, updatedAtMs: instance.nowMs() };
      const saved = instance.store.memberships.patch(membership.id, changes);
      return respond(instance, c, toMembershipJSON(instance, saved));
    })
    .delete('/organizations/:id/memberships/:userId', (c) => {
      permit(c, 'org:sys_memberships:manage');
      const membership = requireMember(instance, c);
      assertNotLastAdmin(instance, membership);
      deleteMembership(instance, membership);
      return respond(instance, c, toMembershipJSON(instance, membership));
    });
}

function requireMember(instance: Instance, c: Call): MembershipRow {
  const membership = findMembership(instance, c.req.param('id') ?? '', c.req.param('userId') ?? '');
  if (!membership) throw notFound('This membership');
  return membership;
}

function isAskedFor(instance: Instance, c: Call, row: MembershipRow): boolean {
  const roles = c.req.queries('role') ?? [];
  const query = (c.req.query('query') ?? '').toLowerCase();
  const who = toMembershipJSON(instance, row).public_user_data;
  const text = `${who?.first_name ?? ''} ${who?.last_name ?? ''} ${who?.identifier ?? ''}`.toLowerCase();
  return (roles.length === 0 || roles.includes(row.role)) && text.includes(query);
}
