import { Hono } from 'hono';
import type { CallEnv } from '../../frontend-api/call/call.ts';
import type { Instance } from '../../instance/instance.ts';
import { OAUTH_SCOPES } from '../scopes.ts';
import { oauthUrls } from '../wire/application.ts';

/**
 * Metadata that OAuth libraries read first. `issuer` is that of the tokens (https), while the addresses are on plain http here.
 *
 * @source OpenID Connect Discovery section 3; RFC 8414 section 2; clerk/openapi-specs FAPI `getOpenIDConfiguration`,
 * `getOAuth2AuthorizationServerMetadata`.
 */
export function oauthMetadataRoutes(instance: Instance): Hono<CallEnv> {
  const urls = oauthUrls(instance);
  const shared = {
    issuer: instance.issuer,
    authorization_endpoint: urls.authorize,
    token_endpoint: urls.token,
    revocation_endpoint: urls.revocation,
    jwks_uri: urls.keys,
    scopes_supported: Object.keys(OAUTH_SCOPES),
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce', 'email', 'email_verified']
      .concat(['name', 'given_name', 'family_name', 'preferred_username', 'picture'])
      .concat(['public_metadata', 'private_metadata', 'org_id', 'org_name', 'org_slug']),
    code_challenge_methods_supported: ['S256'],
  };
  const openId = {
    ...shared,
    introspection_endpoint: urls.introspection,
    userinfo_endpoint: urls.userInfo,
    response_modes_supported: ['query', 'form_post'],
    backchannel_logout_supported: false,
    frontchannel_logout_supported: false,
  };
  return new Hono<CallEnv>({ strict: false })
    .get('/.well-known/openid-configuration', (c) => c.json(openId))
    .get('/.well-known/oauth-authorization-server', (c) => c.json(shared));
}
