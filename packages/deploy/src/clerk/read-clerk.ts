import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { DeployError } from '../errors.ts';
import { askClerk, type ClerkAccess } from './ask-clerk.ts';

/** One instance of Clerk, as its secret key sees it. */
export interface ClerkState {
  readonly kind: 'production' | 'development';
  /** Its primary domain: acme.com. */
  readonly domain: string;
  readonly publishableKey: string;
  /** Public key that verifies session tokens, PEM. */
  readonly jwtKey: string;
  readonly allowedOrigins: readonly string[];
  readonly redirectUrls: readonly string[];
  /** null: this plan of Clerk's does not say. */
  readonly hasOrganizations: boolean | null;
  /** DNS records that the instance needs. */
  readonly records: readonly {
    readonly name: string;
    readonly value: string;
    readonly isRequired: boolean;
  }[];
}

const instance = z.object({
  environment_type: z.enum(['production', 'development']),
  allowed_origins: z.array(z.string()).nullish(),
});
const domains = z.object({
  data: z.array(
    z.object({
      name: z.string(),
      is_satellite: z.boolean(),
      frontend_api_url: z.string(),
      cname_targets: z
        .array(z.object({ host: z.string(), value: z.string(), required: z.boolean() }))
        .nullish(),
    }),
  ),
});
const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) });
const redirects = z.array(z.object({ url: z.string() }));
const organizations = z.object({ enabled: z.boolean() });

/**
 * Reads what the deployment needs to know of a Clerk instance, among it two values that nobody has to copy: the publishable
 * key, which is the host of the Frontend API in base64, and the public key of its tokens.
 *
 * @throws {DeployError} `clerk_refused`: the key is not valid. `clerk_unavailable`: no answer, or one of an unknown form.
 * @source BAPI `GetInstance`, `ListDomains`, `GetJWKS`, `ListRedirectURLs`, `GetInstanceOrganizationSettings`.
 */
export async function readClerk(access: ClerkAccess): Promise<ClerkState> {
  const [described, { data }, { keys }, urls, settings] = await Promise.all([
    askClerk(access, { method: 'GET', path: '/v1/instance' }, instance),
    askClerk(access, { method: 'GET', path: '/v1/domains' }, domains),
    askClerk(access, { method: 'GET', path: '/v1/jwks' }, jwks),
    askClerk(access, { method: 'GET', path: '/v1/redirect_urls?paginated=false&limit=500' }, redirects),
    askClerk(
      access,
      { method: 'GET', path: '/v1/instance/organization_settings' },
      organizations,
      [402, 404],
    ),
  ]);
  const primary = data.find(({ is_satellite: isSatellite }) => !isSatellite);
  if (!primary)
    throw new DeployError('clerk_unavailable', 'Clerk reports no primary domain for this instance.');
  return {
    kind: described.environment_type,
    domain: primary.name,
    publishableKey: toPublishableKey(described.environment_type, new URL(primary.frontend_api_url).host),
    jwtKey: toPem(keys[0]),
    allowedOrigins: described.allowed_origins ?? [],
    redirectUrls: urls.map(({ url }) => url),
    hasOrganizations: settings === null ? null : settings.enabled,
    records: (primary.cname_targets ?? []).map(({ host, value, required }) => ({
      name: host,
      value,
      isRequired: required,
    })),
  };
}

/** @source `@clerk/shared` 4.36.0 `buildPublishableKey`, which guesses the kind of instance from the host. */
function toPublishableKey(kind: ClerkState['kind'], host: string): string {
  return `pk_${kind === 'production' ? 'live' : 'test'}_${btoa(`${host}$`).replace(/=+$/, '')}`;
}

function toPem(key: object | undefined): string {
  try {
    // Node types a JWK as a bag of strings; createPublicKey checks it, and throws for anything else.
    return createPublicKey({ key: key as NonNullable<typeof key> & Record<string, unknown>, format: 'jwk' })
      .export({ type: 'spki', format: 'pem' })
      .toString()
      .trim();
  } catch {
    throw new DeployError('clerk_unavailable', 'Clerk published a signing key that Node cannot read.');
  }
}
