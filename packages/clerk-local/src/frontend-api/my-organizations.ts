import { Hono } from 'hono';
import { ApiError, notFound } from '../errors/api-error.ts';
import {
  createMembership,
  deleteMembership,
  findMembership,
  membershipsOf,
} from '../flows/organizations/organizations.ts';
import { assertNotLastAdmin } from '../flows/organizations/permissions.ts';
import { emailAddressesOf } from '../flows/users/users.ts';
import { toPageJSON } from '../input/page.ts';
import type { Instance } from '../instance/instance.ts';
import type { OrganizationInvitationRow } from '../store/organization-rows.ts';
import { toMembershipJSON, toOrganizationInvitationJSON } from '../wire/organization.ts';
import { type Call, type CallEnv, requireSession, respond } from './call/call.ts';

/** Organizations of the signed-in user: memberships, invitations, leaving. @source FAPI `getOrganizationMemberships`, `acceptOrganizationInvitation`. */
export function myOrganizationRoutes(instance: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false })
    .get('/me/organization_memberships', (c) => {
      const { user } = requireSession(instance, c);
      const rows = membershipsOf(instance, { userId: user.id });
      return respond(
        instance,
        c,
        toPageJSON(c, rows, (row) => toMembershipJSON(instance, row)),
      );
    })
    .delete('/me/organization_memberships/:id', (c) => {
      const { user } = requireSession(instance, c);
      const membership = findMembership(instance, c.req.param('id'), user.id);
      if (!membership) throw notFound('This membership');
      assertNotLastAdmin(instance, membership);
      deleteMembership(instance, membership);
      return respond(instance, c, { object: 'organization_membership', id: membership.id, deleted: true });
    })
    .get('/me/organization_invitations', (c) => {
      const { user } = requireSession(instance, c);
      const status = c.req.queries('status') ?? [];
      const rows = invitationsTo(instance, user.id).filter(
        (row) => status.length === 0 || status.includes(row.status),
      );
      return respond(
        instance,
        c,
        toPageJSON(c, rows, (row) => toOrganizationInvitationJSON(instance, row)),
      );
    })
    .post('/me/organization_invitations/:id/accept', (c) => {
      const { user } = requireSession(instance, c);
      const row = requireOpenInvitation(instance, c, user.id);
      const { organizationId, role } = row;
      if (!findMembership(instance, organizationId, user.id)) {
        createMembership(instance, { organizationId, userId: user.id, role });
      }
      const accepted = instance.store.organizationInvitations.patch(row.id, {
        status: 'accepted',
        updatedAtMs: instance.nowMs(),
      });
      return respond(instance, c, toOrganizationInvitationJSON(instance, accepted));
    })
    .get('/me/organization_suggestions', (c) => {
      requireSession(instance, c);
      // Suggestions come from verified organization domains, which this instance has switched off.
      return respond(instance, c, { data: [], total_count: 0 });
    });
}

function invitationsTo(instance: Instance, userId: string): OrganizationInvitationRow[] {
  const proven = new Set(
    emailAddressesOf(instance, userId)
      .filter((row) => row.verification?.status === 'verified')
      .map((row) => row.emailAddress),
  );
  return instance.store.organizationInvitations.list((row) => proven.has(row.emailAddress));
}

function requireOpenInvitation(instance: Instance, c: Call, userId: string): OrganizationInvitationRow {
  const row = invitationsTo(instance, userId).find(({ id }) => id === c.req.param('id'));
  if (!row) throw notFound('This invitation');
  if (row.status !== 'pending' || row.expiresAtMs <= instance.nowMs()) {
    throw new ApiError(404, 'organization_invitation_not_pending', 'This invitation is not open any more.');
  }
  return row;
}
