import { Hono } from 'hono';
import { notFound } from '../errors/api-error.ts';
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

/** Serves the pictures at `/organization-logos/<organization id>`. */
export function organizationLogoFileRoutes({ store }: Instance): Hono<CallEnv> {
  return new Hono<CallEnv>({ strict: false }).get('/:id', (c) => {
    const logo = store.organizationLogos.get(c.req.param('id'));
    if (!logo) throw notFound('This picture');
    c.header('Content-Type', logo.contentType);
    c.header('Cache-Control', 'public, max-age=60');
    // Uploaded by a user: browsers must treat it as a picture and nothing else.
    c.header('Content-Security-Policy', "default-src 'none'");
    c.header('X-Content-Type-Options', 'nosniff');
    return c.body(Buffer.from(logo.base64, 'base64'));
  });
}
