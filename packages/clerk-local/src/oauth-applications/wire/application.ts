import type { Instance } from '../../instance/instance.ts';
import type { OAuthApplicationRow } from '../rows.ts';

/** Addresses of the OAuth provider by purpose, on the host that browsers reach, on plain http. */
export function oauthUrls({ publicUrl }: Instance) {
  return {
    authorize: `${publicUrl}/oauth/authorize`,
    token: `${publicUrl}/oauth/token`,
    userInfo: `${publicUrl}/oauth/userinfo`,
    introspection: `${publicUrl}/oauth/token_info`,
    revocation: `${publicUrl}/oauth/token/revoke`,
    discovery: `${publicUrl}/.well-known/openid-configuration`,
    consent: `${publicUrl}/oauth-consent`,
    keys: `${publicUrl}/.well-known/jwks.json`,
  };
}

/** @source clerk/openapi-specs BAPI `OAuthApplication`, without the secret. */
export function toOAuthApplicationJSON(instance: Instance, row: OAuthApplicationRow) {
  const urls = oauthUrls(instance);
  return {
    object: 'oauth_application' as const,
    id: row.id,
    instance_id: instance.instanceId,
    name: row.name,
    client_id: row.clientId,
    client_uri: null,
    client_image_url: null,
    dynamically_registered: false,
    consent_screen_enabled: row.consentScreenEnabled,
    pkce_required: row.pkceRequired,
    public: row.secretHash === null,
    scopes: row.scopes.join(' '),
    redirect_uris: [...row.redirectUris],
    callback_url: row.redirectUris[0] ?? '',
    authorize_url: urls.authorize,
    token_fetch_url: urls.token,
    user_info_url: urls.userInfo,
    discovery_url: urls.discovery,
    token_introspection_url: urls.introspection,
    created_at: row.createdAtMs,
    updated_at: row.updatedAtMs,
  };
}
