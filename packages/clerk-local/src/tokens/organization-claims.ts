import { featureOf, verbOf } from '../flows/organizations/roles.ts';

/** A user's organization, plan and features, as a session token contains them. */
export interface Entitlements {
  /** null: the personal account is active. */
  organization: {
    id: string;
    slug: string;
    /** Key: `org:admin`. */
    role: string;
    /** Keys of the team's own permissions; a permission whose feature is not in `features` is left out of the token. */
    permissions: readonly string[];
    /** Slug; null: organizations have no billing. */
    plan: string | null;
    /** Slugs, no duplicates. */
    features: readonly string[];
  } | null;
  user: { plan: string | null; features: readonly string[] };
}

/**
 * Builds the organization and plan claims of a version 2 token. `o.per` lists the verbs; entry k of `o.fpm` is a decimal number
 * whose bit i means that `org:<feature k>:<verb i>` is granted, feature k being the k-th feature of the organization in `fea`.
 *
 * @returns the claims without empty ones: an absent claim means the same and keeps the token short.
 * @source `@clerk/shared` 4.36.0 `parsePermissions`, `buildOrgPermissions`, `splitByScope`.
 * @example organizationClaimsV2(ada) // { o: { id, slg: 'acme', rol: 'admin', per: 'read,manage', fpm: '3,2' }, fea: 'o:tickets,o:billing', pla: 'o:team' }
 */
export function organizationClaimsV2(entitlements: Entitlements) {
  const { organization } = entitlements;
  return {
    ...(organization === null
      ? {}
      : {
          o: {
            id: organization.id,
            slg: organization.slug,
            rol: organization.role.replace(/^org:/, ''),
            ...encodePermissions(organization.features, organization.permissions),
          },
        }),
    ...planClaims(entitlements),
  };
}

/**
 * Builds the organization claims of a version 1 token: flat, permissions written out. Version 1 has no plan and no features.
 *
 * @source `@clerk/shared` 4.36.0 `VersionedJwtPayload`.
 */
export function organizationClaimsV1({ organization }: Entitlements) {
  if (organization === null) return {};
  const { features } = organization;
  return {
    org_id: organization.id,
    org_slug: organization.slug,
    org_role: organization.role,
    org_permissions: organization.permissions.filter((key) => features.includes(featureOf(key))),
  };
}

function encodePermissions(features: readonly string[], permissions: readonly string[]) {
  const given = permissions.filter((key) => features.includes(featureOf(key)));
  if (given.length === 0) return {};
  const verbs = [...new Set(given.map(verbOf))];
  // BigInt: a number holds 53 bits, one for each verb.
  const masks = features.map((feature) =>
    given
      .filter((key) => featureOf(key) === feature)
      .reduce((mask, key) => mask | (1n << BigInt(verbs.indexOf(verbOf(key)))), 0n),
  );
  return { per: verbs.join(','), fpm: masks.join(',') };
}

function planClaims({ organization, user }: Entitlements) {
  const ofOrganization = organization?.features ?? [];
  // A feature of both is listed once, as `ou`: `fpm` follows the order of the organization's features.
  const features = [
    ...ofOrganization.map((slug) => (user.features.includes(slug) ? `ou:${slug}` : `o:${slug}`)),
    ...user.features.filter((slug) => !ofOrganization.includes(slug)).map((slug) => `u:${slug}`),
  ];
  const plans = [
    ...(organization?.plan ? [`o:${organization.plan}`] : []),
    ...(user.plan ? [`u:${user.plan}`] : []),
  ];
  return {
    ...(features.length === 0 ? {} : { fea: features.join(',') }),
    ...(plans.length === 0 ? {} : { pla: plans.join(',') }),
  };
}
