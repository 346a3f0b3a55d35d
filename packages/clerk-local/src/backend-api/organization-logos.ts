import { Hono } from 'hono';
import { deleteLogo, setLogo } from '../flows/organizations/logos.ts';
import { readUpload } from '../input/read-upload.ts';
import type { Instance } from '../instance/instance.ts';
import { requireOrganizationRow } from './call/find-rows.ts';
import { toBackendOrganizationJSON } from './wire/organization.ts';

/** Sets and removes an organization's picture. @source clerk/openapi-specs `UploadOrganizationLogo`, `DeleteOrganizationLogo`. */
export function organizationLogoRoutes(instance: Instance): Hono {
  return new Hono()
    .put('/organizations/:id/logo', async (c) => {
      const row = requireOrganizationRow(instance, c.req.param('id'));
      const saved = await setLogo(instance, row, await readUpload(c));
      return c.json(toBackendOrganizationJSON(instance, saved));
    })
    .delete('/organizations/:id/logo', (c) => {
      const row = requireOrganizationRow(instance, c.req.param('id'));
      return c.json(toBackendOrganizationJSON(instance, deleteLogo(instance, row)));
    });
}
