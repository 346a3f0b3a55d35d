import { Hono } from 'hono';
import { z } from 'zod';
import { parseBody } from '../../input/parse-input.ts';
import type { Instance } from '../../instance/instance.ts';
import { DEFAULT_SCOPES } from '../scopes.ts';

const updateBody = z.strictObject({ oauth_jwt_access_tokens: z.boolean().nullish() });

/**
 * Settings of the OAuth provider. Only the form of access tokens can be changed.
 *
 * @throws {ApiError} 422 `form_param_unknown`: a setting that the local Clerk does not have.
 * @source clerk/openapi-specs BAPI `GetInstanceOAuthApplicationSettings`, `UpdateInstanceOAuthApplicationSettings`.
 */
export function oauthSettingsRoutes(instance: Instance): Hono {
  const { oauthSettings } = instance.store;
  const read = () => ({
    object: 'oauth_application_settings' as const,
    dynamic_oauth_client_registration: false,
    default_scopes: [...DEFAULT_SCOPES],
    oauth_jwt_access_tokens: oauthSettings.get('oauth_settings')?.jwtAccessTokens ?? false,
    client_id_metadata_documents_advertised: false,
    client_id_metadata_documents_only_allow_pre_registered_clients: false,
    client_id_metadata_documents_block_implicitly_allowed_clients: false,
  });
  return new Hono()
    .get('/instance/oauth_application_settings', (c) => c.json(read()))
    .patch('/instance/oauth_application_settings', async (c) => {
      const { oauth_jwt_access_tokens: jwtAccessTokens } = await parseBody(c, updateBody);
      if (typeof jwtAccessTokens === 'boolean') oauthSettings.set({ id: 'oauth_settings', jwtAccessTokens });
      return c.json(read());
    });
}
