import { planOf } from '../../billing/flows/subscriptions.ts';
import type { Instance } from '../../instance/instance.ts';
import type { MembershipRow } from '../../store/organization-rows.ts';
import type { Entitlements } from '../../tokens/organization-claims.ts';
import { findMembership } from './organizations.ts';
import { featureOf, findRole, isSystemPermission } from './roles.ts';

/**
 * What a user may do, in one organization and by their own plan.
 *
 * @param organizationId null, or an organization without the user: the personal account.
 */
export function entitlementsOf(
  instance: Instance,
  userId: string,
  organizationId: string | null,
): Entitlements {
  const userPlan = planOf(instance, { payer: 'user', payerId: userId });
  const organization = organizationId === null ? undefined : instance.store.organizations.get(organizationId);
  const membership = organization && findMembership(instance, organization.id, userId);
  const user = { plan: userPlan?.slug ?? null, features: userPlan?.features ?? [] };
  if (!organization || !membership) return { user, organization: null };
  const permissions = permissionsOf(instance, membership).filter((key) => !isSystemPermission(key));
  const plan = planOf(instance, { payer: 'org', payerId: organization.id });
  return {
    user,
    organization: {
      id: organization.id,
      slug: organization.slug,
      role: membership.role,
      permissions,
      plan: plan?.slug ?? null,
      // Without billing there is no plan with features. A permission needs its feature in the token, so the
      // features of the permissions are used.
      features: plan?.features ?? [...new Set(permissions.map(featureOf))],
    },
  };
}

/**
 * A member's permissions: those of the role, without those whose feature the organization's plan lacks.
 *
 * @returns Clerk's own permissions too: no plan takes them away.
 * @source Clerk docs, "Billing: control access": a permission counts only where the plan has its feature.
 */
export function permissionsOf(instance: Instance, { role, organizationId }: MembershipRow): string[] {
  const plan = planOf(instance, { payer: 'org', payerId: organizationId });
  return (findRole(instance, role)?.permissions ?? []).filter(
    (key) => isSystemPermission(key) || !plan || plan.features.includes(featureOf(key)),
  );
}
