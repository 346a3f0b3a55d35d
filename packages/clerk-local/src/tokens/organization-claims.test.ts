import { signedInAuthObject } from '@clerk/backend/internal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Entitlements, organizationClaimsV1, organizationClaimsV2 } from './organization-claims.ts';

const slug = fc.stringMatching(/^[a-z0-9_-]{1,12}$/).filter((text) => !text.startsWith('sys_'));
const slugs = (maxLength: number) => fc.uniqueArray(slug, { maxLength });
const withoutPlan = { plan: null, features: [] };

/** Arbitrary features, and permissions of arbitrary verbs on them. */
const organization = fc.tuple(slugs(9), slugs(9)).chain(([features, verbs]) => {
  const keys = features.flatMap((feature) => verbs.map((verb) => `org:${feature}:${verb}`));
  return fc.record({
    id: fc.constant('org_acme'),
    slug,
    role: slug.map((name) => `org:${name}`),
    permissions: fc.subarray(keys),
    plan: fc.option(slug),
    features: fc.constant(features),
  });
});
const entitlements: fc.Arbitrary<Entitlements> = fc.record({
  organization: fc.option(organization),
  user: fc.record({ plan: fc.option(slug), features: slugs(5) }),
});

/** What the unmodified SDK reads from a token with these claims. */
function readWithSdk(claims: object) {
  const payload = { sub: 'user_ada', sid: 'sess_1', iss: 'https://clerk.test', sts: 'active', ...claims };
  // The SDK types what a verified token holds; these claims are what such a token would hold.
  return signedInAuthObject({}, 'token', payload as unknown as Parameters<typeof signedInAuthObject>[2]);
}

test('any permissions and features are read back by the SDK as they were, in version 2', () => {
  fc.assert(
    fc.property(entitlements, (given) => {
      const auth = readWithSdk({ v: 2, ...organizationClaimsV2(given) });
      expect([auth.orgId, auth.orgSlug, auth.orgRole]).toEqual(
        given.organization
          ? ['org_acme', given.organization.slug, given.organization.role]
          : [undefined, undefined, undefined],
      );
      expect([...(auth.orgPermissions ?? [])].sort()).toEqual(
        [...(given.organization?.permissions ?? [])].sort(),
      );
      for (const feature of given.organization?.features ?? [])
        expect(auth.has({ feature: `org:${feature}` })).toBe(true);
      for (const feature of given.user.features) expect(auth.has({ feature: `user:${feature}` })).toBe(true);
      for (const plan of [given.user.plan].filter((name) => name !== null))
        expect(auth.has({ plan: `user:${plan}` })).toBe(true);
      for (const feature of given.user.features) {
        const isAlsoOrganizations = given.organization?.features.includes(feature) ?? false;
        expect(auth.has({ feature: `org:${feature}` })).toBe(isAlsoOrganizations);
      }
    }),
    { numRuns: 300 },
  );
});

test('any permissions are read back by the SDK as they were, in version 1', () => {
  fc.assert(
    fc.property(entitlements, (given) => {
      const auth = readWithSdk(organizationClaimsV1(given));
      expect(auth.orgId).toBe(given.organization?.id);
      expect(auth.orgRole).toBe(given.organization?.role);
      expect(auth.orgPermissions).toEqual(given.organization?.permissions);
    }),
  );
});

test('more verbs than a JavaScript number has bits stay distinct', () => {
  const verbs = Array.from({ length: 70 }, (_, index) => `verb${index}`);
  const permissions = [...verbs.map((verb) => `org:a:${verb}`), 'org:b:verb69'];
  const given = { id: 'org_1', slug: 's', role: 'org:admin', permissions, plan: null, features: ['a', 'b'] };
  const auth = readWithSdk({ v: 2, ...organizationClaimsV2({ organization: given, user: withoutPlan }) });
  expect(auth.orgPermissions).toEqual(permissions);
});

test.each([
  {
    name: 'permissions of two features',
    features: ['tickets', 'billing'],
    permissions: ['org:tickets:read', 'org:tickets:manage', 'org:billing:manage'],
    claims: { o: { per: 'read,manage', fpm: '3,2' }, fea: 'o:tickets,o:billing' },
  },
  {
    name: 'a feature without a permission keeps its place',
    features: ['tickets', 'audit_log', 'billing'],
    permissions: ['org:billing:manage'],
    claims: { o: { per: 'manage', fpm: '0,0,1' }, fea: 'o:tickets,o:audit_log,o:billing' },
  },
  {
    name: 'a permission without its feature does not travel',
    features: ['tickets'],
    permissions: ['org:billing:manage'],
    claims: { o: {}, fea: 'o:tickets' },
  },
  { name: 'nothing to say is not said', features: [], permissions: [], claims: { o: {} } },
])('version 2: $name', ({ features, permissions, claims }) => {
  const organization = { id: 'org_1', slug: 'acme', role: 'org:admin', permissions, plan: null, features };
  expect(organizationClaimsV2({ organization, user: withoutPlan })).toEqual({
    ...claims,
    o: { id: 'org_1', slg: 'acme', rol: 'admin', ...claims.o },
  });
});
