import { Hono } from 'hono';
import { deleteLogo, setLogo } from '../flows/organizations/logos.ts';
import { requirePermission } from '../flows/organizations/permissions.ts';
import { readUpload } from '../input/read-upload.ts';
import type { Instance } from '../instance/instance.ts';
import { toOrganizationJSON } from '../wire/organization.ts';
import { type Call, type CallEnv, requireSession, respond } from './call/call.ts';

/** Sets and removes an organization's picture. @source FAPI `updateOrganizationLogo`, `deleteOrganizationLogo`. */
export function organizationLogoRoutes(instance: Instance): Hono<CallEnv> {
  const permitted = (c: Call) => {
    const userId = requireSession(instance, c).user.id;
    const permission = 'org:sys_profile:manage';
    return requirePermission(instance, { organizationId: c.req.param('id') ?? '', userId, permission })
      .organization;
  };
  return new Hono<CallEnv>({ strict: false })
    .put('/organizations/:id/logo', async (c) => {
      const organization = permitted(c);
      const saved = await setLogo(instance, organization, await readUpload(c));
      return respond(instance, c, toOrganizationJSON(instance, saved));
    })
    .delete('/organizations/:id/logo', (c) => {
      const { id, slug } = deleteLogo(instance, permitted(c));
      // The organization itself comes with the client; this response describes the deleted picture.
      return respond(instance, c, { object: 'organization', id, slug, deleted: true });
    });
}
