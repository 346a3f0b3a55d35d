import { type Context, Hono } from 'hono';
import { ApiError } from '../errors/api-error.ts';
import { deleteLogo, setLogo } from '../flows/organizations/logos.ts';
import type { Instance } from '../instance/instance.ts';
import { requireOrganizationRow } from './call/find-rows.ts';
import { toBackendOrganizationJSON } from './wire/organization.ts';

/** Sets and removes an organization's picture. @source clerk/openapi-specs `UploadOrganizationLogo`, `DeleteOrganizationLogo`. */
export function organizationLogoRoutes(instance: Instance): Hono {
  return new Hono()
    .put('/organizations/:id/logo', async (c) => {
      const row = requireOrganizationRow(instance, c.req.param('id'));
      const saved = await setLogo(instance, row, await readFile(c));
      return c.json(toBackendOrganizationJSON(instance, saved));
    })
    .delete('/organizations/:id/logo', (c) => {
      const row = requireOrganizationRow(instance, c.req.param('id'));
      return c.json(toBackendOrganizationJSON(instance, deleteLogo(instance, row)));
    });
}

async function readFile(c: Context): Promise<unknown> {
  try {
    return (await c.req.parseBody()).file;
  } catch {
    throw new ApiError(400, 'request_body_invalid', 'The request body could not be read.');
  }
}
