import type { Instance } from '../../instance/instance.ts';
import { newId, newSecret } from '../../store/ids.ts';
import { ID_TOKEN_HEADER, OAUTH_HEADER, readOAuthJwt, signMachineJwt } from '../../tokens/machine-jwt.ts';
import { hashSecret } from '../../tokens/secret-hash.ts';
import type { TokenLife } from '../../tokens/token-life.ts';
import type { OAuthTokenRow } from '../rows.ts';
import { toUserInfoClaims } from '../wire/user-info.ts';
import { organizationOfGrant, readGrant } from './grants.ts';

/** @source clerk/openapi-specs FAPI `getOAuthToken`: a day, ten years. */
const ACCESS_TOKEN_SECONDS = 86_400;
const REFRESH_TOKEN_SECONDS = 10 * 365 * 86_400;

const PREFIX = { access: 'oat_', refresh: 'ort_' } as const;

type Grant = NonNullable<ReturnType<typeof readGrant>>;

/** A parsed access token, opaque or JWT. It may be revoked or expired: check its life. */
export interface AccessToken extends TokenLife {
  id: string;
  grantId: string | null;
  clientId: string;
  userId: string;
  organizationId: string | null;
  scopes: readonly string[];
  createdAtMs: number;
  updatedAtMs: number;
}

/**
 * Creates the response of `/oauth/token`: an access token, with `offline_access` a refresh token, with `openid` an id token.
 *
 * @param scopes Of the access token: those of the grant, or fewer.
 * @source RFC 6749 section 5.1; OpenID Connect Core sections 3.1.3.3 and 11.
 */
export async function issueOAuthTokens(
  instance: Instance,
  granted: Grant,
  scopes: readonly string[],
  nonce: string | null,
) {
  const isOffline = granted.grant.scopes.includes('offline_access');
  return {
    access_token: await issueAccessToken(instance, granted, scopes),
    token_type: 'Bearer' as const,
    expires_in: ACCESS_TOKEN_SECONDS,
    ...(isOffline
      ? {
          refresh_token: keepToken(instance, 'refresh', granted, granted.grant.scopes, REFRESH_TOKEN_SECONDS),
        }
      : {}),
    scope: scopes.join(' '),
    ...(scopes.includes('openid') ? { id_token: await signIdToken(instance, granted, scopes, nonce) } : {}),
  };
}

/** Finds a stored token of either kind by its secret, also if it is revoked or expired. */
export function findOAuthToken({ store }: Instance, token: string): OAuthTokenRow | undefined {
  const presented = hashSecret(token);
  return store.oauthTokens.listBy('secretHash', presented)[0];
}

/** Reads a presented access token; undefined: not of this instance, or its user or application was deleted. */
export async function readAccessToken(instance: Instance, token: string): Promise<AccessToken | undefined> {
  const row = findOAuthToken(instance, token);
  if (row) return row.kind === 'access' ? fromRow(instance, row) : undefined;
  const claims = await readOAuthJwt(instance, token);
  if (!claims || !instance.store.users.get(claims.sub)) return undefined;
  return {
    id: claims.jti,
    grantId: null,
    clientId: claims.client_id,
    userId: claims.sub,
    organizationId: claims.org_id ?? null,
    scopes: claims.scope.split(' '),
    revokedAtMs: null,
    revocationReason: null,
    expiresAtMs: claims.exp * 1000,
    createdAtMs: claims.iat * 1000,
    updatedAtMs: claims.iat * 1000,
  };
}

function fromRow(instance: Instance, row: OAuthTokenRow): AccessToken | undefined {
  const granted = readGrant(instance, row.grantId);
  if (!granted) return undefined;
  const { grant, application } = granted;
  const { kind: _kind, secretHash: _hash, ...token } = row;
  return {
    ...token,
    clientId: application.clientId,
    userId: grant.userId,
    organizationId: organizationOfGrant(instance, grant)?.id ?? null,
  };
}

function issueAccessToken(
  instance: Instance,
  granted: Grant,
  scopes: readonly string[],
): Promise<string> | string {
  const { grant, application } = granted;
  if (!instance.store.oauthSettings.get('oauth_settings')?.jwtAccessTokens) {
    return keepToken(instance, 'access', granted, scopes, ACCESS_TOKEN_SECONDS);
  }
  const organization = organizationOfGrant(instance, grant);
  return signMachineJwt(instance, OAUTH_HEADER, {
    sub: grant.userId,
    jti: newId('oat'),
    expiresAtMs: instance.nowMs() + ACCESS_TOKEN_SECONDS * 1000,
    more: {
      client_id: application.clientId,
      scope: scopes.join(' '),
      ...(organization ? { org_id: organization.id } : {}),
    },
  });
}

function keepToken(
  instance: Instance,
  kind: OAuthTokenRow['kind'],
  { grant }: Grant,
  scopes: readonly string[],
  lifetimeSeconds: number,
): string {
  const token = PREFIX[kind] + newSecret();
  const atMs = instance.nowMs();
  instance.store.oauthTokens.set({
    id: newId(kind === 'access' ? 'oat' : 'ort'),
    kind,
    grantId: grant.id,
    secretHash: hashSecret(token),
    scopes,
    revokedAtMs: null,
    revocationReason: null,
    expiresAtMs: atMs + lifetimeSeconds * 1000,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  });
  return token;
}

function signIdToken(
  instance: Instance,
  { grant, application, user }: Grant,
  scopes: readonly string[],
  nonce: string | null,
): Promise<string> {
  return signMachineJwt(instance, ID_TOKEN_HEADER, {
    sub: user.id,
    jti: newId('oidt'),
    expiresAtMs: instance.nowMs() + ACCESS_TOKEN_SECONDS * 1000,
    more: {
      ...toUserInfoClaims(instance, user, { scopes, organization: organizationOfGrant(instance, grant) }),
      aud: application.clientId,
      auth_time: Math.floor(grant.authenticatedAtMs / 1000),
      ...(nonce === null ? {} : { nonce }),
    },
  });
}
