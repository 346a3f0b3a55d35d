import { Hono } from 'hono';
import { ApiError, notFound } from '../errors/api-error.ts';
import { inviteToOrganization } from '../flows/organizations/invitations.ts';
import { parseRole, requirePermission } from '../flows/organizations/permissions.ts';
import { readFields } from '../input/fields.ts';
import { toPageJSON } from '../input/page.ts';
import type { Instance } from '../instance/instance.ts';
import type { OrganizationInvitationRow } from '../store/organization-rows.ts';
import { toOrganizationInvitationJSON } from '../wire/organization.ts';
import { type Call, type CallEnv, requireSession, respond } from './call/call.ts';

/** Invitations into one organization. @source FAPI `createOrganizationInvitations`, `bulkCreateOrganizationInvitations`, `revokePendingOrganizationInvitation`. */
export function organizationInvitationRoutes(instance: Instance): Hono<CallEnv> {
  const { organizationInvitations } = instance.store;
  const toJSON = (row: OrganizationInvitationRow) => toOrganizationInvitationJSON(instance, row);
  const permit = (c: Call) => {
    const userId = requireSession(instance, c).user.id;
    const permission = 'org:sys_memberships:manage';
    return {
      ...requirePermission(instance, { organizationId: c.req.param('id') ?? '', userId, permission }),
      userId,
    };
  };
  const invite = async (c: Call) => {
    const { organization, userId } = permit(c);
    const fields = await readFields(c);
    const role = parseRole(instance, fields.get('role'));
    return inviteToOrganization(instance, {
      organizationId: organization.id,
      inviterUserId: userId,
      emailAddresses: fields.all('email_address'),
      role: role.key,
    });
  };
  return new Hono<CallEnv>({ strict: false })
    .get('/organizations/:id/invitations', (c) => {
      const { organization } = permit(c);
      const status = c.req.queries('status') ?? [];
      const rows = organizationInvitations
        .listBy('organizationId', organization.id)
        .filter((row) => status.length === 0 || status.includes(row.status));
      return respond(instance, c, toPageJSON(c, rows, toJSON));
    })
    .post('/organizations/:id/invitations', async (c) => {
      const [row] = await invite(c);
      return respond(instance, c, row ? toJSON(row) : null);
    })
    .post('/organizations/:id/invitations/bulk', async (c) =>
      respond(instance, c, (await invite(c)).map(toJSON)),
    )
    .post('/organizations/:id/invitations/:invitationId/revoke', (c) => {
      const { organization } = permit(c);
      const row = organizationInvitations.get(c.req.param('invitationId'));
      if (row?.organizationId !== organization.id) throw notFound('This invitation');
      if (row.status !== 'pending') {
        throw new ApiError(
          404,
          'organization_invitation_not_pending',
          'This invitation is not open any more.',
        );
      }
      const changes = { status: 'revoked', updatedAtMs: instance.nowMs() } as const;
      return respond(instance, c, toJSON(organizationInvitations.patch(row.id, changes)));
    });
}
