import { Hono } from 'hono';
import { z } from 'zod';
import { toDeletedJSON } from '../../backend-api/wire/deleted.ts';
import { notFound } from '../../errors/api-error.ts';
import { type OrderKeys, orderBy, pageOf, pageQuery, sortRows } from '../../input/page.ts';
import { one, parseBody, parseQuery } from '../../input/parse-input.ts';
import type { Instance } from '../../instance/instance.ts';
import { newSecret } from '../../store/ids.ts';
import { hashSecret } from '../../tokens/secret-hash.ts';
import {
  type ApplicationWithSecret,
  createOAuthApplication,
  deleteOAuthApplication,
  rotateClientSecret,
} from '../flows/applications.ts';
import { readGrant, revokeGrant } from '../flows/grants.ts';
import { findOAuthToken } from '../flows/tokens.ts';
import type { OAuthApplicationRow } from '../rows.ts';
import { DEFAULT_SCOPES, OAUTH_SCOPES, splitScopes } from '../scopes.ts';
import { toOAuthApplicationJSON } from '../wire/application.ts';

// Only characters that a Location header can hold, no fragment (it never reaches a server), no script URL.
const redirectUri = z
  .string()
  .max(1024)
  .regex(/^[\x21-\x7e]+$/, 'Percent-encode it.')
  .refine((uri) => URL.canParse(uri) && !uri.includes('#'), 'It must be absolute and without fragment.')
  .refine(
    (uri) => !/^(javascript|data|vbscript|blob|file|about):/i.test(uri),
    'No program is reached by this scheme.',
  );
const scopes = z
  .string()
  .max(1024)
  .transform(splitScopes)
  .refine((all) => all.every((scope) => Object.hasOwn(OAUTH_SCOPES, scope)), 'There is no such scope.');

const fields = {
  redirect_uris: z.array(redirectUri).max(100).nullish(),
  scopes: scopes.nullish(),
  consent_screen_enabled: z.boolean().nullish(),
  pkce_required: z.boolean().nullish(),
  public: z.boolean().nullish(),
};
const name = z.string().trim().min(1).max(256);
const createBody = z.strictObject({ ...fields, name });
const updateBody = z.strictObject({ ...fields, name: name.nullish() });
const revokeBody = z.strictObject({ token: z.string().min(1) });

const orderKeys: OrderKeys<OAuthApplicationRow> = {
  created_at: (row) => row.createdAtMs,
  name: (row) => row.name,
};
const listQuery = z.strictObject({
  ...pageQuery,
  order_by: orderBy(Object.keys(orderKeys)),
  name_query: one(z.string()),
});

/**
 * OAuth applications: list, create, read, update, delete, rotate the secret, end the grant of a token.
 *
 * @throws {ApiError} 404: no such application, or (`revoke_token`) no such token of it; 422: the input.
 * @source clerk/openapi-specs BAPI `ListOAuthApplications`, `CreateOAuthApplication`, `RotateOAuthApplicationSecret`,
 * `RevokeOAuthApplicationToken` and related operations.
 */
export function oauthApplicationRoutes(instance: Instance): Hono {
  const { oauthApplications } = instance.store;
  const find = (id: string): OAuthApplicationRow => {
    const row = oauthApplications.get(id);
    if (!row) throw notFound('OAuth application');
    return row;
  };
  const withSecret = ({ row, clientSecret }: ApplicationWithSecret) => ({
    ...toOAuthApplicationJSON(instance, row),
    client_secret: clientSecret,
  });
  return new Hono()
    .get('/oauth_applications', (c) => {
      const query = parseQuery(c, listQuery);
      const rows = sortRows(findApplications(instance, query.name_query ?? ''), orderKeys, query.order_by);
      const data = pageOf(rows, query).map((row) => toOAuthApplicationJSON(instance, row));
      return c.json({ data, total_count: rows.length });
    })
    .post('/oauth_applications', async (c) => {
      const input = await parseBody(c, createBody);
      const created = createOAuthApplication(instance, {
        name: input.name,
        scopes: input.scopes ?? DEFAULT_SCOPES,
        redirectUris: input.redirect_uris ?? [],
        isPublic: input.public ?? false,
        consentScreenEnabled: input.consent_screen_enabled ?? true,
        pkceRequired: input.pkce_required ?? false,
      });
      return c.json(withSecret(created));
    })
    .get('/oauth_applications/:id', (c) => c.json(toOAuthApplicationJSON(instance, find(c.req.param('id')))))
    .patch('/oauth_applications/:id', async (c) => {
      const row = find(c.req.param('id'));
      const changes = changesOf(row, await parseBody(c, updateBody));
      const changed = oauthApplications.patch(row.id, { ...changes, updatedAtMs: instance.nowMs() });
      return c.json(toOAuthApplicationJSON(instance, changed));
    })
    .delete('/oauth_applications/:id', (c) => {
      const { id } = find(c.req.param('id'));
      deleteOAuthApplication(instance, id);
      return c.json(toDeletedJSON('oauth_application', id));
    })
    .post('/oauth_applications/:id/rotate_secret', (c) =>
      c.json(withSecret(rotateClientSecret(instance, find(c.req.param('id'))))),
    )
    .post('/oauth_applications/:id/revoke_token', async (c) => {
      const { id } = find(c.req.param('id'));
      const { token } = await parseBody(c, revokeBody);
      const row = findOAuthToken(instance, token);
      if (!row || readGrant(instance, row.grantId)?.application.id !== id) throw notFound('Token');
      revokeGrant(instance, row.grantId, 'revoked by the application’s server');
      return c.body(null, 204);
    });
}

/** Matches a part of the name, case-insensitive, or the exact client id; an empty text finds all. */
function findApplications({ store }: Instance, text: string): OAuthApplicationRow[] {
  return store.oauthApplications.list(
    (row) => row.clientId === text || row.name.toLowerCase().includes(text.toLowerCase()),
  );
}

/** An absent field, or null, stays as it was. */
function changesOf(
  row: OAuthApplicationRow,
  input: z.output<typeof updateBody>,
): Partial<OAuthApplicationRow> {
  return {
    name: input.name ?? row.name,
    scopes: input.scopes ?? row.scopes,
    redirectUris: input.redirect_uris ?? row.redirectUris,
    consentScreenEnabled: input.consent_screen_enabled ?? row.consentScreenEnabled,
    pkceRequired: input.pkce_required ?? row.pkceRequired,
    secretHash: secretHashFor(row, input.public),
  };
}

function secretHashFor(
  { secretHash }: OAuthApplicationRow,
  isPublic: boolean | null | undefined,
): string | null {
  if (isPublic === true) return null;
  // A client that stops being public gets a random secret; a rotation shows a usable one.
  return isPublic === false ? (secretHash ?? hashSecret(newSecret())) : secretHash;
}
